package dev.logferry.analystpack.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page repeats the pack's sources. */
class AnalystsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("logferry.root", "..")).resolve("docs/ANALYSTS.md");

  @Test
  void the_page_has_the_questions_and_fields_of_the_sources() throws IOException {
    String page = Files.readString(PAGE);
    String wanted =
        with(
            with(page, "questions", AnalystsPage.queries()),
            "discover",
            AnalystsPage.discoverFields());
    if (Boolean.getBoolean("logferry.analysts.write")) {
      Files.writeString(PAGE, wanted);
    } else {
      assertThat(page).as("regenerate it with -Dlogferry.analysts.write=true").isEqualTo(wanted);
    }
  }

  private static String with(String page, String part, String content) {
    String begin = "<!-- %s: written by AnalystsPageTest -->\n".formatted(part);
    String end = "<!-- end of %s -->".formatted(part);
    return page.substring(0, page.indexOf(begin) + begin.length())
        + content
        + page.substring(page.indexOf(end));
  }
}
