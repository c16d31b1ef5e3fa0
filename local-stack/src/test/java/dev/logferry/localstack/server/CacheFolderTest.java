package dev.logferry.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  @Test
  void the_cache_is_the_machines_for_root_and_else_the_users() {
    Path home = Path.of(System.getProperty("user.home"));

    assertThat(CacheFolder.of(Map.of(), true)).hasToString("/var/cache/logferry");
    assertThat(CacheFolder.of(Map.of(), false)).isEqualTo(home.resolve(".cache/logferry"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x"), false)).hasToString("/x/logferry");
    assertThat(CacheFolder.of(Map.of("LOGFERRY_CACHE", "/own"), true)).hasToString("/own");
  }
}
