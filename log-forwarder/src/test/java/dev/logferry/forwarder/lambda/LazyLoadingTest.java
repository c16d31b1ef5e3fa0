package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Start-up is paid by nearly every invocation, so what most of them never need is not loaded. */
class LazyLoadingTest {

  @Test
  void an_invocation_without_dead_letters_loads_nothing_of_the_aws_sdk() throws Exception {
    try (RecordingLoader loader = new RecordingLoader()) {
      loader
          .loadClass(ForwardsOnce.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);

      assertThat(loader.loaded)
          .contains("dev.logferry.forwarder.s3.S3ObjectStore")
          .noneMatch(name -> name.startsWith("software.amazon."))
          .noneMatch(name -> name.startsWith("dev.logferry.forwarder.settings.RulesFingerprint"));
    }
  }

  @Test
  void the_loader_would_have_noticed() throws Exception {
    try (RecordingLoader loader = new RecordingLoader()) {
      var _ = Class.forName("dev.logferry.forwarder.s3.S3Calls", true, loader).getDeclaredFields();

      assertThat(loader.loaded).contains("software.amazon.awssdk.services.s3.S3Client");
    }
  }

  /** Loads everything anew, and writes down what it is asked for. */
  private static final class RecordingLoader extends URLClassLoader {

    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    RecordingLoader() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      loaded.add(name);
      return super.findClass(name);
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(RecordingLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(entry, e);
      }
    }
  }
}
