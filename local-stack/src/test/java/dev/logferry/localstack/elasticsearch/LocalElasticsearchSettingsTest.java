package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalElasticsearchSettingsTest {

  private static final LocalElasticsearchSettings DEFAULTS = LocalElasticsearchSettings.defaults();

  @Test
  void values_out_of_range_are_named() {
    assertThatThrownBy(() -> DEFAULTS.withHeapMegabytes(100)).hasMessageEndingWith("not 100");
    assertThatThrownBy(() -> DEFAULTS.withHttpPort(65_536)).hasMessageEndingWith("not 65536");
    assertThatThrownBy(() -> DEFAULTS.withStartupLimit(Duration.ZERO))
        .hasMessageEndingWith("not PT0S");
    assertThatThrownBy(() -> DEFAULTS.withKeepData(true)).hasMessageContaining("runFolder");
  }

  @Test
  void each_change_changes_one_value() {
    LocalElasticsearchSettings changed =
        DEFAULTS
            .withHeapMegabytes(300)
            .withHttpPort(9200)
            .withRunFolder(Path.of("run"))
            .withStartupLimit(Duration.ofSeconds(5))
            .withKeepData(true)
            .withFastStart(false)
            .withClientCertificateRequired()
            .withoutTemplates();

    assertThat(changed)
        .isEqualTo(
            new LocalElasticsearchSettings(
                300,
                9200,
                Optional.of(Path.of("run")),
                Duration.ofSeconds(5),
                true,
                false,
                true,
                false));
  }

  @Test
  void a_user_does_not_print_the_password() {
    assertThat(new User("shipper", "secret"))
        .asString()
        .contains("shipper")
        .doesNotContain("secret");
  }
}
