package dev.logferry.api.contract;

import java.util.Map;

/** Sample data that tests of the contract share. */
final class SampleDatabase {

  private SampleDatabase() {}

  static Map<String, String> environment() {
    return Map.of("DATABASE_URL", "postgresql://127.0.0.1:1/none");
  }
}
