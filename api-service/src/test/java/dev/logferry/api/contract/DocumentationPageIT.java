package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.localstack.browser.Browser;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** "Try it out" of every operation, in a real browser; skipped where there is none. */
class DocumentationPageIT {

  /** Opens each operation, executes it as it stands, with a search where there is one. */
  private static final String TRY_ALL =
      """
      const until = async (what, find) => {
        for (let i = 0; i < 1000; i++) {
          const found = find();
          if (found) return found;
          await new Promise(resolve => setTimeout(resolve, 20));
        }
        throw new Error('not found: ' + what);
      };
      const type = (input, text) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
        input.dispatchEvent(new Event('input', {bubbles: true}));
        input.dispatchEvent(new Event('change', {bubbles: true}));
      };
      await until('operations', () => document.querySelectorAll('.opblock').length >= OPERATIONS);
      const results = {};
      for (const block of document.querySelectorAll('.opblock')) {
        const path = block.querySelector('.opblock-summary-path').dataset.path;
        block.querySelector('.opblock-summary-control').click();
        const button = await until('try it out of ' + path, () => block.querySelector('.try-out__btn'));
        button.click();
        const execute = await until('execute of ' + path, () => block.querySelector('.execute'));
        const search = block.querySelector('tr[data-param-name="query"] input');
        if (search) {
          type(search, 'ルミベル シャンプー');
          await new Promise(resolve => setTimeout(resolve, 200));
        }
        execute.click();
        const status = await until('status of ' + path, () =>
          block.querySelector('.live-responses-table tbody .response-col_status'));
        const body = block.querySelector('.live-responses-table tbody .response-col_description');
        results[path] = status.textContent.trim() + ' ' + body.textContent.substring(0, 300);
        block.querySelector('.opblock-summary-control').click();
      }
      return results;
      """;

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path folder;

  @Test
  void every_operation_can_be_tried_out() throws Exception {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "chromium is not installed: apt-get install chromium");
    OpenApiDocument document = OpenApiDocument.ofThisBuild();
    try (TestedService service = TestedService.open();
        Browser browser = Browser.open(program.get(), folder, service.address().resolve("/docs"))) {
      JsonNode results =
          browser.evaluate(TRY_ALL.replace("OPERATIONS", "" + document.paths().size()));

      assertThat(results.propertyNames()).containsExactlyInAnyOrderElementsOf(document.paths());
      for (String path : document.paths()) {
        assertThat(results.get(path).asString()).as(path).startsWith("200");
      }
    }
  }
}
