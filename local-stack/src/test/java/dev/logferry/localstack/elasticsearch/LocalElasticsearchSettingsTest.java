package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalElasticsearchSettingsTest {

  private static final LocalElasticsearchSettings DEFAULTS = LocalElasticsearchSettings.defaults();

  @Test
  void values_out_of_range_are_named() {
    assertThatThrownBy(() -> DEFAULTS.withHttpPort(65_536)).hasMessageEndingWith("not 65536");
    assertThatThrownBy(() -> DEFAULTS.withStartupLimit(Duration.ZERO))
        .hasMessageEndingWith("not PT0S");
  }

  @Test
  void each_change_changes_one_value() {
    LocalElasticsearchSettings changed =
        DEFAULTS
            .withHttpPort(9200)
            .withStartupLimit(Duration.ofSeconds(5))
            .withClientCertificateRequired()
            .withoutTemplates();

    assertThat(changed)
        .isEqualTo(new LocalElasticsearchSettings(9200, Duration.ofSeconds(5), true, false));
  }

  @Test
  void a_user_does_not_print_the_password() {
    assertThat(new User("shipper", "secret"))
        .asString()
        .contains("shipper")
        .doesNotContain("secret");
  }
}
