package dev.logferry.cli;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;

/**
 * One server for the test classes of a JVM that only add documents and whose searches do not match
 * each other's. Starting one takes longer than those tests. It ends with the JVM.
 */
public final class SharedElasticsearch {

  private SharedElasticsearch() {}

  /** Starts it if no other test class of this JVM has. */
  public static LocalElasticsearch server() {
    return Started.SERVER;
  }

  private static final class Started {
    static final LocalElasticsearch SERVER =
        LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
  }
}
