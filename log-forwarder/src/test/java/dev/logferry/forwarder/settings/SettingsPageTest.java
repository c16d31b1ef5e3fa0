package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.testing.PageSection;
import org.junit.jupiter.api.Test;

/** docs/SETTINGS.md lists the variables of the functions as they are. */
class SettingsPageTest {

  @Test
  void the_page_lists_every_variable_as_it_is() {
    new PageSection("docs/SETTINGS.md", "variables").verify(table());
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
