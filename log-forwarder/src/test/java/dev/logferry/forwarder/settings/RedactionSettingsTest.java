package dev.logferry.forwarder.settings;

import static dev.logferry.forwarder.settings.TestSettings.problems;
import static dev.logferry.forwarder.settings.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.RedactionRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redaction rules, and the key for redaction by hash. */
class RedactionSettingsTest {

  private static final String CANARY = "canary4711";
  private static final String HASHING = "[{\"name\":\"n\",\"pattern\":\"x\",\"replace\":\"hash\"}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "x;expected a JSON array",
        "{};expected a JSON array",
        "[1];expected a JSON array",
        "[{\"name\":1}];expected a JSON array",
        "[{\"name\":\"a\",\"name\":\"b\",\"field\":\"x\"}];expected a JSON array",
        "[{\"name\":\"a\",\"field\":\"x\"}]x;expected a JSON array",
        "[{\"name\":\"a\",\"field\":\"x\"};expected a JSON array",
        "[{\"field\":\"x\"}];a rule's name ''",
        "[{\"name\":\"a b\",\"field\":\"x\"}];a rule's name 'a b'",
        "[{\"name\":\"a\"}];needs a pattern or a field",
        "[{\"name\":\"a\",\"field\":\"x\",\"pattern\":\"y\"}];and not both",
        "[{\"name\":\"a\",\"feild\":\"x\"}];unknown members [feild]",
        "[{\"name\":\"a\",\"field\":\"x\",\"replace\":\"drop\"}];expected mark or hash",
        "[{\"name\":\"a\",\"pattern\":\"(\"}];not an RE2 pattern",
        "[{\"name\":\"a\",\"pattern\":\"b*\"}];matches the empty text",
        "[{\"name\":\"a\",\"field\":\"x\"},{\"name\":\"a\",\"field\":\"y\"}];two rules are named 'a'",
        "[{\"name\":\"a\",\"field\":\"user.\"}];the field 'user.' can never be found",
        "[{\"name\":\"a\",\"field\":\" \"}];the field ' ' can never be found"
      })
  void a_bad_redaction_rule_is_named(String rules, String words) {
    assertThat(problems("REDACTION_RULES", rules)).contains("LOGFERRY_REDACTION_RULES", words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.user.password|such as user.password,",
        "` user.password`|such as user.password,",
        "`user.password `|such as user.password,",
        "user[0].password|such as user.password,",
        "user['password']|such as user.password,",
        "user/password|such as user.password,",
        "/user/password|such as user.password,",
        "user.*|such as user,",
        "*.user.password|such as user.password,",
        "*|such as user.email,",
        "user..password|such as user.password,",
        "user\\\\.password|such as user.password,"
      })
  void a_redaction_field_in_another_notation_is_refused_with_the_right_one(
      String field, String words) {
    String rules = "[{\"name\":\"a\",\"field\":\"%s\"}]".formatted(field);
    assertThat(problems("REDACTION_RULES", rules)).contains("can never be found", words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "user.password", "*.password", "@user.pass-word_2", "語.値"})
  void a_redaction_field_is_a_path_of_names_or_a_name_at_any_depth(String field) {
    String rules = "[{\"name\":\"a\",\"field\":\"%s\"}]".formatted(field);
    assertThat(settings("REDACTION_RULES", rules).redactionRules()).hasSize(1);
  }

  @Test
  void reads_patterns_and_replacements_of_rules() {
    Settings settings = settings("REDACTION_RULES", HASHING, "REDACTION_HASH_KEY", "k");
    assertThat(settings.redactionRules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.replacement()).isEqualTo(RedactionRule.Replacement.HASH);
              assertThat(rule.target()).isInstanceOf(RedactionRule.Matches.class);
            });
  }

  @Test
  void a_rule_that_hashes_needs_a_key() {
    assertThat(problems("REDACTION_RULES", HASHING))
        .contains(
            "neither LOGFERRY_REDACTION_HASH_KEY nor LOGFERRY_REDACTION_HASH_KEY_SECRET is set");
    assertThat(problems("REDACTION_RULES", HASHING, "REDACTION_HASH_KEY", " ")).contains("neither");
  }

  @Test
  void the_key_is_in_the_environment_or_in_a_secret_and_not_in_both() {
    assertThat(problems("REDACTION_HASH_KEY", CANARY, "REDACTION_HASH_KEY_SECRET", "logferry/key"))
        .contains("of LOGFERRY_REDACTION_HASH_KEY and LOGFERRY_REDACTION_HASH_KEY_SECRET only one")
        .doesNotContain(CANARY);
  }
}
