package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rejections as Elasticsearch 7.17.29, 8.19.21 and 9.2.0 write them. */
class OperationalCauseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WRITE_BLOCK       | 403 | cluster_block_exception      | index [.ds-logs-a-x-2026.11.29-000001] blocked by: [FORBIDDEN/8/index write (api)];
          WRITE_BLOCK       | 403 | cluster_block_exception      | index [logs-a-x] blocked by: [FORBIDDEN/5/index read-only (api)];
          NO_PRIMARY        | 503 | unavailable_shards_exception | [.ds-logs-a-x-2026.11.29-000001][0] primary shard is not active Timeout: [5s]
          INDEX_CLOSED      | 400 | index_closed_exception       | closed
          MISSING_PIPELINE  | 400 | illegal_argument_exception   | pipeline with id [nope] does not exist
          SHARD_LIMIT       | 400 | validation_exception         | Validation Failed: 1: this action would add [1] shards, but this cluster currently has [1]/[1] maximum normal shards open;
          MISSING_PRIVILEGE | 403 | security_exception           | action [indices:admin/auto_create] is unauthorized for user [shipper]
          NO_SUCH_INDEX     | 404 | index_not_found_exception    | no such index [logs-new-x] and [action.auto_create_index] is [false]
          """)
  void the_state_of_an_index_or_cluster_is_recognized_and_has_a_remedy(
      OperationalCause expected, int status, String type, String reason) {
    Cause cause = Cause.of(status, type, reason);

    assertThat(OperationalCause.of(cause)).hasValue(expected);
    assertThat(OperationalCause.remedy(cause)).hasSizeGreaterThan(20).doesNotContain("[");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | illegal_argument_exception     | mapper [ma] cannot be changed from type [long] to [text]
          400 | document_parsing_exception     | [1:45] failed to parse field [n] of type [long] in document with id 'pipeline with id ['
          400 | strict_dynamic_mapping_exception | [1:46] mapping set to strict, dynamic introduction of [kk] within [_doc] is not allowed
          400 | validation_exception           | something else
          """)
  void what_a_document_is_to_blame_for_is_not_taken_for_one(
      int status, String type, String reason) {
    assertThat(OperationalCause.of(Cause.of(status, type, reason))).isEqualTo(Optional.empty());
  }

  @Test
  void a_cause_that_is_not_known_has_a_remedy_too() {
    assertThat(OperationalCause.remedy(Cause.ofStatus(418))).contains("look up the reason");
  }
}
