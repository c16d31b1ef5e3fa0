package dev.logferry.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds what the README says of the API's settings to what they are. */
class ApiReadmeTest {

  private static final Path README =
      Path.of(System.getProperty("logferry.root", "..")).resolve("README.md");
  private static final String BEGIN = "<!-- API settings: written by ApiReadmeTest -->\n";
  private static final String END = "<!-- end of API settings -->";

  @Test
  void the_readme_lists_every_setting_as_it_is() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (Boolean.getBoolean("logferry.readme.write")) {
      readme = readme.substring(0, begin) + table() + readme.substring(end);
      Files.writeString(README, readme);
      end = readme.indexOf(END);
    }

    assertThat(readme.substring(begin, end))
        .as("write it anew with -Dlogferry.readme.write=true")
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
