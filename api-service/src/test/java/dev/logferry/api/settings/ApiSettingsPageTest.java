package dev.logferry.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/SETTINGS.md lists the variables of the API as they are. */
class ApiSettingsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("logferry.root", "..")).resolve("docs/SETTINGS.md");
  private static final String BEGIN = "<!-- API variables: written by ApiSettingsPageTest -->\n";
  private static final String END = "<!-- end of API variables -->";

  @Test
  void the_page_lists_every_variable_as_it_is() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("logferry.docs.write")) {
      page = page.substring(0, begin) + table() + page.substring(end);
      Files.writeString(PAGE, page);
      end = page.indexOf(END);
    }

    assertThat(page.substring(begin, end))
        .as("regenerate it with -Dlogferry.docs.write=true")
        .isEqualTo(table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| Variable | Default | For example | Meaning |\n|---|---|---|---|\n");
    for (Variable variable : Variable.values()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  variable,
                  code(variable.defaultValue()),
                  code(variable.example()),
                  variable.meaning().replace("|", "\\|")));
    }
    return table.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
  }
}
