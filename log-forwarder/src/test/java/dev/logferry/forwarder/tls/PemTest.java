package dev.logferry.forwarder.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.testing.CertificateText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

  private static final String PEM = CertificateText.PEM;
  private static final String CANARY = "canary4711";

  /** What consoles, editors and shells make of a PEM text. */
  static List<String> variants() {
    return List.of(
        PEM,
        PEM.strip(),
        PEM.replace("\n", "\r\n"),
        PEM.replace("\n", "\\n"),
        PEM.replace("\n", "\\r\\n"),
        PEM.replace("\n", " "),
        PEM.replace("\n", "\n  "),
        PEM.replace("\n", "\u00a0\n"),
        "\ufeff" + PEM,
        '"' + PEM.strip() + '"',
        "'" + PEM.strip().replace("\n", "\\n") + "'",
        "subject=CN = Logferry test CA\n" + PEM + "# the end",
        PEM.replace("BEGIN CERT", "BEGIN X509 CERT").replace("END CERT", "END X509 CERT"));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void a_certificate_is_read_whatever_became_of_its_line_ends(String text) {
    assertThat(Pem.certificates(text)).isEqualTo(Pem.certificates(PEM)).hasSize(1);
  }

  @Test
  void several_certificates_are_read_in_their_order() {
    assertThat(Pem.certificates(PEM + PEM)).hasSize(2);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        args("", "expected a PEM certificate"),
        args("MIIB" + CANARY, "expected a PEM certificate"),
        args(PEM.replace("-----", "\u2013\u2013\u2013\u2013\u2013"), "five hyphens"),
        args(PEM.replace("-----", "----"), "five hyphens"),
        args("-----BEGIN CERTIFICATE", "does not end in five hyphens"),
        args(PEM.substring(0, 200) + CANARY, "no END line"),
        args("-----BEGIN " + CANARY + "-----\n" + PEM, "no END line"),
        args(PEM.replace("MIIB", "!" + CANARY), "not base64"),
        args(PEM.replace("MIIB", "MIIC"), "damaged or incomplete"),
        args(key("PRIVATE KEY") + PEM, "holds a private key"),
        args(PEM + key("RSA PRIVATE KEY"), "holds a private key"),
        args(PEM + key("ENCRYPTED PRIVATE KEY"), "holds a private key"),
        args(PEM + key("TRUSTED CERTIFICATE"), "something else than certificates"),
        args(PEM + key(CANARY), "something else than certificates"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void what_cannot_be_read_is_explained_and_not_quoted(String text, String why) {
    assertThatThrownBy(() -> Pem.certificates(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining(CANARY)
        .hasNoCause();
  }

  private static Arguments args(String text, String why) {
    return Arguments.of(text, why);
  }

  private static String key(String label) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, CANARY, label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN EC PRIVATE KEY-----\nMHc",
        // Base64 of keys without their BEGIN line, made up.
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ",
        "MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        // An API key as Elasticsearch gives it, made up.
        "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=="
      })
  void keys_are_recognised(String text) {
    assertThat(KeyMaterial.mayBeIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logferry/elasticsearch",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:logferry/production/elasticsearch-AbCdEf",
        "logferry-dead-letters-123456789012-eu-central-1-production-and-more",
        "/opt/Certificates/2026/production/private-certificate-authorities/ca.pem",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "https://es1.example.internal:9200"
      })
  void names_are_not_taken_for_keys(String text) {
    assertThat(KeyMaterial.mayBeIn(text)).isFalse();
  }
}
