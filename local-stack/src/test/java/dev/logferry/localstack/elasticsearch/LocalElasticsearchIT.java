package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalElasticsearchIT {

  private static LocalElasticsearch server;

  @BeforeAll
  static void start() {
    server = LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void works() {
    assertThat(server.url().getPort()).isPositive();
  }
}
