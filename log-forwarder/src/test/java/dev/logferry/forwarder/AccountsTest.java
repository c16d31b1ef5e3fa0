package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.Settlement;
import dev.logferry.forwarder.deadletter.DeadLetterResult;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.document.Filtered;
import dev.logferry.forwarder.report.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsTest {

  @Test
  void what_was_filtered_is_no_document_that_could_be_delivered() {
    Accounts accounts = received(5);
    accounts.filtered(new Filtered("LOGFERRY_MINIMUM_LEVEL"));
    accounts.filtered(new Filtered("LOGFERRY_MINIMUM_LEVEL"));

    Summary summary =
        accounts.summary(
            returned(1, 2, Map.of("refused: 400", 1, "no time", 1)), DeadLetterResult.NOTHING);

    assertThat(summary.problem())
        .isEqualTo("2 of 3 documents were not delivered: {no time=1, refused: 400=1}");
  }

  @Test
  void the_ten_most_frequent_causes_are_shown_and_the_others_counted() {
    Map<String, Integer> causes = new HashMap<>();
    for (int i = 1; i <= 13; i++) {
      causes.put("cause %02d".formatted(i), i);
    }
    Summary summary = received(91).summary(returned(0, 91, causes), DeadLetterResult.NOTHING);

    assertThat(summary.causes().returnedFor())
        .hasSize(11)
        .containsEntry("cause 13", 13)
        .containsEntry("cause 04", 4)
        .containsEntry("other", 1 + 2 + 3);
    assertThat(summary.problem())
        .startsWith("91 of 91 documents were not delivered: {cause 13=13, ")
        .endsWith(", cause 04=4, other=6}");
  }

  @Test
  void ten_causes_need_no_other() {
    Map<String, Integer> causes = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      causes.put("cause " + i, 1);
    }
    assertThat(
            received(10)
                .summary(returned(0, 10, causes), DeadLetterResult.NOTHING)
                .causes()
                .returnedFor())
        .isEqualTo(causes);
  }

  @Test
  void of_many_unreadable_parts_ten_are_told_and_every_one_is_unsettled() {
    Accounts accounts = received(1);
    for (int part = 0; part < 10_000; part++) {
      accounts.unreadable(part, "part " + part + " is broken");
    }

    Summary summary =
        accounts.summary(
            returned(0, 1, Map.of("no time", 1)), new DeadLetterResult(0, 0, Set.of(), ""));

    assertThat(summary.problem())
        .startsWith("1 of 1 documents were not delivered: {no time=1}; part 0 is broken; part 1 ")
        .endsWith("; part 9 is broken; and 9990 more");
    assertThat(summary.unsettledParts()).hasSize(10_000);
    assertThat(summary.unreadable()).isEqualTo(10_000);
    assertThat(summary.ledger().returned()).isEqualTo(10_001);
  }

  @Test
  void ten_unreadable_parts_are_all_told() {
    Accounts accounts = received(0);
    for (int part = 0; part < 10; part++) {
      accounts.unreadable(part, "part " + part);
    }

    assertThat(accounts.summary(returned(0, 0, Map.of()), DeadLetterResult.NOTHING).problem())
        .endsWith("; part 8; part 9");
  }

  private static Accounts received(int count) {
    Accounts accounts = new Accounts();
    for (int i = 0; i < count; i++) {
      accounts.received(new LogEvent("id", 5, "line", i));
    }
    return accounts;
  }

  private static Settlement returned(int indexed, int count, Map<String, Integer> causes) {
    return new Settlement(
        indexed,
        0,
        0,
        0,
        0,
        count,
        Set.of(0),
        Map.of(),
        Map.of(),
        causes,
        0,
        0,
        new Settlement.Traffic(1, 0, 0, List.of()));
  }
}
