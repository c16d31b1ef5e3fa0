package dev.logferry.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.connection.FakeElasticsearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchOverTlsTest {
  private static final URI NO_LAMBDA = URI.create("http://127.0.0.1:9");

  @TempDir Path root;

  @Test
  void trusts_the_authority_in_the_file_and_no_other() throws Exception {
    SSLContext server = certificate("server");
    certificate("stranger");
    try (var elasticsearch = new FakeElasticsearch(Optional.of(server))) {
      CommandRun.runningStack(root, elasticsearch.url(), root.resolve("server.pem"), NO_LAMBDA);
      assertThat(CommandRun.of(root, "search", "x").out()).isEqualTo("0 hits\n");

      Path stranger = root.resolve("stranger.pem");
      CommandRun.runningStack(root, elasticsearch.url(), stranger, NO_LAMBDA);
      var untrusted = CommandRun.of(root, "search", "x");
      assertThat(untrusted.exitCode()).isEqualTo(3);
      assertThat(untrusted.err()).contains("is not trusted by the authority in " + stranger);
    }
  }

  @Test
  void a_file_without_a_certificate_is_named() throws Exception {
    Path missing = root.resolve("missing.pem");
    CommandRun.runningStack(root, URI.create("https://localhost:1"), missing, NO_LAMBDA);
    assertThat(CommandRun.of(root, "search", "x").err())
        .contains("LOGFERRY_ELASTICSEARCH_CA_FILE = '" + missing + "': the file cannot be read");

    Files.writeString(missing, "");
    assertThat(CommandRun.of(root, "search", "x").err())
        .contains("'" + missing + "': expected a PEM certificate");
  }

  /** A certificate for localhost that signs itself; its public part goes to {@code name.pem}. */
  private SSLContext certificate(String name) throws Exception {
    Path store = root.resolve(name + ".p12");
    keytool(
        store,
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    keytool(
        store, "-exportcert", "-rfc", "-alias", name, "-file", root.resolve(name + ".pem") + "");

    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(Path store, String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as("exit code of %s", command).isZero();
  }
}
