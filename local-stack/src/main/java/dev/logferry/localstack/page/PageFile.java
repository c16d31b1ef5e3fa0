package dev.logferry.localstack.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A file of the page: our own, or one of the chart library uPlot. */
record PageFile(String contentType, byte[] content) {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/" + uPlotVersion();

  /** Paths of the server, and where the class path has the file. Nothing else is served. */
  private static final Map<String, PageFileSource> FILES =
      Map.ofEntries(
          entry("/", "index.html", HTML),
          entry("/favicon.svg", "favicon.svg", "image/svg+xml"),
          entry("/page.css", "page.css", STYLE),
          entry("/page.js", "page.js", SCRIPT),
          entry("/chart.js", "chart.js", SCRIPT),
          entry("/document.js", "document.js", SCRIPT),
          entry("/status.js", "status.js", SCRIPT),
          entry("/dom.js", "dom.js", SCRIPT),
          entry("/uplot.js", UPLOT + "/dist/uPlot.iife.min.js", SCRIPT),
          entry("/uplot.css", UPLOT + "/dist/uPlot.min.css", STYLE),
          entry("/uplot-LICENSE", UPLOT + "/LICENSE", "text/plain; charset=utf-8"));

  private record PageFileSource(String resource, String contentType) {}

  private static Map.Entry<String, PageFileSource> entry(
      String path, String resource, String contentType) {
    return Map.entry(path, new PageFileSource(resource, contentType));
  }

  static Optional<PageFile> find(String path) {
    return Optional.ofNullable(FILES.get(path))
        .map(source -> new PageFile(source.contentType(), read(source.resource())));
  }

  private static byte[] read(String resource) {
    try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
      return present(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jar says which version it holds; its files' paths depend on it. */
  private static String uPlotVersion() {
    String resource = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      properties.load(present(in, resource));
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream present(@Nullable InputStream in, String resource) throws IOException {
    if (in == null) {
      throw new IOException("the class path has no " + resource);
    }
    return in;
  }
}
