package dev.logferry.localstack.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.browser.Browser;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The page as a person uses it. Its screenshots are left in {@code target/screenshots}. */
final class ErrorPageInBrowser {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Functions for the steps below; {@code until} waits for a condition. */
  private static final String STEPS =
      """
      const find = selector => document.querySelector(selector);
      const rows = id => [...document.querySelectorAll('#' + id + ' tbody tr')].map(row => row.innerText);
      const until = async (what, condition) => {
        for (let tries = 0; tries < 600; tries++) {
          const value = condition();
          if (value) return value;
          await new Promise(resolve => setTimeout(resolve, 100));
        }
        throw new Error('not seen: ' + what + '; the page: ' + document.body.innerText);
      };
      """;

  private ErrorPageInBrowser() {}

  static void showsSearchesAndOpensErrorsAsText(Browser browser) throws Exception {
    JsonNode overview =
        run(
            browser,
            """
            await until('three errors', () => rows('events').length === 3);
            await until('the chart', () => find('#chart canvas'));
            return {groups: rows('groups'), total: find('#total').innerText,
              pipeline: find('#pipeline').innerText, ledger: find('#ledger').innerText};
            """);
    browser.screenshot(SCREENSHOTS.resolve("overview.png"));

    assertThat(overview.get("total").asString()).startsWith("3 events");
    assertThat(overview.get("groups").toString()).contains("Group timeout", "Group hostile");
    assertThat(overview.get("pipeline").asString()).contains("API", "20 requests/s");
    assertThat(overview.get("ledger").asString()).contains("dead lettered");
    assertThat(run(browser, "return rows('events').join()").asString())
        .contains(PageFixture.SCRIPT);

    JsonNode found =
        run(
            browser,
            """
            find('#text').value = 'bank';
            find('#filters button').click();
            await until('one hit', () => rows('events').length === 1);
            find('#events tbody tr').click();
            await until('the document', () => find('#document').open);
            const document_ = find('#document-body').innerText;
            find('#tabs button:nth-child(2)').click();
            const neighbours = find('#document-body').innerText;
            find('#tabs button:nth-child(3)').click();
            return {document: document_, neighbours, trace: find('#document-body').innerText};
            """);
    browser.screenshot(SCREENSHOTS.resolve("trace.png"));

    assertThat(found.get("document").asString()).contains(PageFixture.STACK_TRACE, "/ecs/shop-api");
    assertThat(found.get("neighbours").asString()).contains("line 29", "Payment refused again");
    assertThat(found.get("trace").asString()).contains(PageFixture.SCRIPT, "Payment refused long");

    JsonNode executed =
        run(
            browser,
            """
            find('#close').click();
            find('#text').value = '"open';
            find('#filters button').click();
            const problem = await until('the problem', () => !find('#problem').hidden && find('#problem').innerText);
            return {problem, title: document.title, injected: document.querySelectorAll('main img, main b, dialog b, main script').length};
            """);
    assertThat(executed.get("problem").asString()).contains("Failed to parse query");
    assertThat(executed.get("title").asString()).isEqualTo("Logferry");
    assertThat(executed.get("injected").asInt()).isZero();
  }

  private static JsonNode run(Browser browser, String steps) throws InterruptedException {
    return browser.evaluate(STEPS + steps);
  }
}
