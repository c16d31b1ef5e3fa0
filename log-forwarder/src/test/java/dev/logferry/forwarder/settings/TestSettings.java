package dev.logferry.forwarder.settings;

import java.util.HashMap;
import java.util.Map;

/** Settings from names and values, given without the prefix {@code LOGFERRY_}. */
final class TestSettings {

  static final String URLS = "ELASTICSEARCH_URLS";

  private TestSettings() {}

  /** The problems that are reported, or "no problem". */
  static String problems(String... namesAndValues) {
    try {
      settings(namesAndValues);
      return "no problem";
    } catch (InvalidSettings e) {
      return String.valueOf(e.getMessage());
    }
  }

  static Settings settings(String... namesAndValues) {
    return Settings.from(environment(namesAndValues));
  }

  static Map<String, String> environment(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LOGFERRY_" + URLS, "https://es:9200");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put("LOGFERRY_" + namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }
}
