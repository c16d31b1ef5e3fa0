package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.settings.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds what the project says of its settings to what it does. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", ".."));
  private static final String BEGIN = "<!-- settings: written by ReadmeTest -->\n";
  private static final String END = "<!-- end of settings -->";

  @Test
  void the_readme_lists_every_setting_as_it_is() throws IOException {
    Path file = ROOT.resolve("README.md");
    String readme = Files.readString(file);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (Boolean.getBoolean("logferry.readme.write")) {
      readme = readme.substring(0, begin) + table() + readme.substring(end);
      Files.writeString(file, readme);
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
                  variable.key(),
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
