package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.elasticsearch.Credentials.ApiKey;
import dev.logferry.forwarder.elasticsearch.Credentials.UserAndPassword;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void become_the_header_that_elasticsearch_expects() {
    assertThat(new ApiKey(" a2V5\n").authorization()).contains("ApiKey a2V5");
    assertThat(new UserAndPassword("Aladdin", "open sesame").authorization())
        .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(new Credentials.None().authorization()).isEmpty();
  }

  @Test
  void are_never_printed() {
    assertThat(new ApiKey("U0VDUkVU")).hasToString("ApiKey[***]");
    assertThat(new UserAndPassword("user", "SECRET")).hasToString("UserAndPassword[user, ***]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SEC RET", "SECRET\r\nX-Other: 1", "SÉCRET"})
  void a_key_that_no_header_can_carry_is_refused_unquoted(String key) {
    assertThatThrownBy(() -> new ApiKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("API key")
        .hasMessageNotContaining("RET");
  }

  @Test
  void names_and_passwords_that_no_header_can_carry_are_refused_unquoted() {
    assertThatThrownBy(() -> new UserAndPassword(":SECRET", "p"))
        .hasMessageContaining("user name holds a colon")
        .hasMessageNotContaining("SECRET");
    assertThatThrownBy(() -> new UserAndPassword("SECRET\n", "p"))
        .hasMessageContaining("user name holds a control character")
        .hasMessageNotContaining("SECRET");
    assertThatThrownBy(() -> new UserAndPassword("u", "SECRET\r"))
        .hasMessageContaining("password holds a control character")
        .hasMessageNotContaining("SECRET");
  }
}
