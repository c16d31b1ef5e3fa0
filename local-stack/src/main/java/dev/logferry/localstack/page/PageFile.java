package dev.logferry.localstack.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A file of the page: our own, or one of the chart library uPlot.
 *
 * @param resource on the class path
 */
record PageFile(String resource, String contentType) {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/" + uPlotVersion();

  /** By the path in the URL. Nothing else is served. */
  private static final Map<String, PageFile> FILES =
      Map.ofEntries(
          Map.entry("/", new PageFile("index.html", HTML)),
          Map.entry("/favicon.svg", new PageFile("favicon.svg", "image/svg+xml")),
          Map.entry("/page.css", new PageFile("page.css", STYLE)),
          Map.entry("/page.js", new PageFile("page.js", SCRIPT)),
          Map.entry("/chart.js", new PageFile("chart.js", SCRIPT)),
          Map.entry("/document.js", new PageFile("document.js", SCRIPT)),
          Map.entry("/status.js", new PageFile("status.js", SCRIPT)),
          Map.entry("/dom.js", new PageFile("dom.js", SCRIPT)),
          Map.entry("/uplot.js", new PageFile(UPLOT + "/dist/uPlot.iife.min.js", SCRIPT)),
          Map.entry("/uplot.css", new PageFile(UPLOT + "/dist/uPlot.min.css", STYLE)),
          Map.entry("/uplot-LICENSE", new PageFile(UPLOT + "/LICENSE", "text/plain")));

  static Optional<PageFile> find(String path) {
    return Optional.ofNullable(FILES.get(path));
  }

  byte[] content() {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Part of the paths in uPlot's jar, which says so itself. */
  private static String uPlotVersion() {
    try (InputStream in = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    @Nullable InputStream in = PageFile.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("the class path has no " + resource);
    }
    return in;
  }
}
