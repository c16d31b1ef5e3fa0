package dev.logferry.forwarder.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.testing.TestAuthority;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCertificateTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final TestAuthority AUTHORITY = TestAuthority.validFor(DAY);
  private static final TestAuthority.Client CLIENT = AUTHORITY.client();
  private static final String CONVERT = "openssl pkcs8 -topk8 -nocrypt";

  @ParameterizedTest
  @CsvSource({"RSA,2048", "EC,256", "EC,384", "Ed25519,255"})
  void certificate_and_key_are_read_in_any_order(String algorithm, int bits) {
    TestAuthority.Client client = AUTHORITY.client(algorithm, bits, DAY);

    ClientCertificate read = ClientCertificate.of(client.keyPem() + client.certificatePem());

    assertThat(read.chain()).containsExactly(client.certificate());
    assertThat(read.key()).isEqualTo(client.key());
    assertThat(ClientCertificate.of(client.certificatePem() + client.keyPem())).isEqualTo(read);
  }

  @Test
  void intermediate_certificates_follow_the_client_s_own() {
    assertThat(
            ClientCertificate.of(CLIENT.certificatePem() + AUTHORITY.pem() + CLIENT.keyPem())
                .chain())
        .hasSize(2)
        .startsWith(CLIENT.certificate());
  }

  @Test
  void line_ends_may_be_lost() {
    String pem = (CLIENT.certificatePem() + CLIENT.keyPem()).replace("\r", "").replace("\n", " ");

    assertThat(ClientCertificate.of(pem).key()).isEqualTo(CLIENT.key());
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048", "EC,256"})
  void a_key_in_an_older_form_is_refused_with_the_command_that_converts_it(
      String algorithm, int bits) {
    TestAuthority.Client client = AUTHORITY.client(algorithm, bits, DAY);

    assertRefused(client.certificatePem() + client.olderKeyPem(), "not in PKCS#8 form", CONVERT);
  }

  @Test
  void an_encrypted_key_is_refused_with_the_command_that_decrypts_it() {
    String encrypted = CLIENT.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    String older =
        CLIENT.olderKeyPem().replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\n");

    assertRefused(CLIENT.certificatePem() + encrypted, "is encrypted", CONVERT);
    assertRefused(CLIENT.certificatePem() + older, "is encrypted", CONVERT);
  }

  @Test
  void what_is_missing_or_does_not_belong_together_is_named() {
    String certificate = CLIENT.certificatePem();
    assertRefused(certificate, "no private key", "BEGIN PRIVATE KEY");
    assertRefused(CLIENT.keyPem(), "no certificate", "BEGIN CERTIFICATE");
    assertRefused(certificate + CLIENT.keyPem() + CLIENT.keyPem(), "more than one", "key");
    assertRefused(certificate + AUTHORITY.client().keyPem(), "not that of the first", "key");
    assertRefused(
        certificate + AUTHORITY.client("RSA", 2048, DAY).keyPem(), "of another kind", "damaged");
  }

  private static void assertRefused(String pem, String why, String remedy) {
    assertThatThrownBy(() -> ClientCertificate.of(pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(why, remedy)
        .hasMessageNotContaining("MII")
        .hasNoCause();
  }

  @Test
  void is_never_printed() {
    assertThat(ClientCertificate.of(CLIENT.certificatePem() + CLIENT.keyPem()))
        .hasToString("ClientCertificate[CN=client, ***]");
  }
}
