package dev.logferry.forwarder.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulesFingerprintTest {

  private static final Map<String, String> PLAIN = Map.of("AWS_REGION", "eu-central-1");

  @ParameterizedTest
  @EnumSource
  void changes_with_what_shapes_documents_and_with_nothing_else(Variable variable) {
    Map<String, String> changed = new HashMap<>(PLAIN);
    changed.put(variable.key(), variable.example());

    boolean differs = !fingerprint(changed).equals(fingerprint(PLAIN));

    assertThat(differs).isEqualTo(shapesDocuments(variable));
  }

  /** A switch without default: a new variable does not compile until somebody has decided. */
  private static boolean shapesDocuments(Variable variable) {
    return switch (variable) {
      case DEFAULT_DATASET,
          DEFAULT_NAMESPACE,
          ROUTES,
          TIME_ZONE,
          MINIMUM_LEVEL,
          INCLUDE_PATTERN,
          EXCLUDE_PATTERN,
          REDACTION_RULES,
          MAX_NESTING_DEPTH,
          MAX_FIELDS,
          MAX_DOCUMENT_BYTES,
          MAPPING_VERSION ->
          true;
      case ELASTICSEARCH_URLS,
          ELASTICSEARCH_API_KEY,
          ELASTICSEARCH_USERNAME,
          ELASTICSEARCH_PASSWORD,
          ELASTICSEARCH_CREDENTIALS_SECRET,
          ELASTICSEARCH_CREDENTIALS_TTL,
          ELASTICSEARCH_CA_PEM,
          ELASTICSEARCH_CA_FILE,
          ELASTICSEARCH_CA_SECRET,
          ELASTICSEARCH_CA_FINGERPRINT,
          ELASTICSEARCH_CLIENT_CERTIFICATE_FILE,
          ELASTICSEARCH_CLIENT_KEY_FILE,
          ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET,
          ELASTICSEARCH_CONNECT_TIMEOUT,
          ELASTICSEARCH_REQUEST_TIMEOUT,
          ELASTICSEARCH_COMPRESSION,
          ELASTICSEARCH_REQUIRE_DATA_STREAM,
          MAX_DECOMPRESSED_BYTES,
          REDACTION_HASH_KEY,
          REDACTION_HASH_KEY_SECRET,
          MAX_BATCH_BYTES,
          MAX_BATCH_DOCUMENTS,
          MAX_IN_FLIGHT,
          RETRY_INITIAL_DELAY,
          RETRY_MAX_DELAY,
          CHECK_EXISTING_IDS,
          ERROR_GROUPS,
          TIME_RESERVE,
          OWN_LOG_GROUPS,
          DEAD_LETTER_BUCKET,
          DEAD_LETTER_PREFIX,
          FAILURE_BUCKET,
          FAILURE_PREFIX,
          REDRIVE_PARALLEL_OBJECTS,
          REDRIVE_MINIMUM_AGE ->
          false;
    };
  }

  @Test
  void a_default_that_is_written_out_means_the_same() {
    Map<String, String> written = new HashMap<>(PLAIN);
    for (Variable variable : Variable.values()) {
      written.put(variable.key(), variable.defaultValue());
    }
    assertThat(fingerprint(written)).isEqualTo(fingerprint(PLAIN)).matches("[0-9a-f]{16}");
  }

  @Test
  void changes_with_the_forwarder_and_the_region() {
    assertThat(RulesFingerprint.ofDocuments(PLAIN, "2")).isNotEqualTo(fingerprint(PLAIN));
    assertThat(fingerprint(Map.of("AWS_REGION", "eu-west-1"))).isNotEqualTo(fingerprint(PLAIN));
  }

  @ParameterizedTest
  @EnumSource
  void that_of_reading_changes_with_the_limit_of_a_payload_and_with_nothing_else(
      Variable variable) {
    Map<String, String> changed = new HashMap<>(PLAIN);
    changed.put(variable.key(), variable.example());

    boolean differs =
        !RulesFingerprint.ofReading(changed, "1").equals(RulesFingerprint.ofReading(PLAIN, "1"));

    assertThat(differs).isEqualTo(variable == Variable.MAX_DECOMPRESSED_BYTES);
  }

  @Test
  void that_of_reading_changes_with_the_forwarder() {
    assertThat(RulesFingerprint.ofReading(PLAIN, "1"))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(RulesFingerprint.ofReading(PLAIN, "2"))
        .isEqualTo(
            RulesFingerprint.ofReading(
                Map.of(
                    Variable.MAX_DECOMPRESSED_BYTES.key(),
                    Variable.MAX_DECOMPRESSED_BYTES.defaultValue()),
                "1"));
  }

  private static String fingerprint(Map<String, String> environment) {
    return RulesFingerprint.ofDocuments(environment, "1");
  }
}
