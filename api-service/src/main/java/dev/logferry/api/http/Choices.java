package dev.logferry.api.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An enum's constants as the API writes them: lower case, with hyphens. */
public final class Choices<E extends Enum<E>> {

  private final Map<String, E> constants = new LinkedHashMap<>();

  public Choices(Class<E> type) {
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> constants.put(text(constant), constant));
  }

  /** One constant as the API writes it. */
  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<E> named(String text) {
    return Optional.ofNullable(constants.get(text));
  }

  String wanted() {
    return "give one of " + String.join(", ", constants.keySet());
  }
}
