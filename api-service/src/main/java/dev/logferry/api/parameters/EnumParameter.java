package dev.logferry.api.parameters;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The constants of an enum of the contract, by the values that the API accepts. */
public final class EnumParameter<E extends Enum<E>> {

  private final Map<String, E> constants = new LinkedHashMap<>();

  /**
   * All constants of a type.
   *
   * @param value of a constant in requests
   */
  public EnumParameter(Class<E> type, Function<E, String> value) {
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> constants.put(value.apply(constant), constant));
  }

  Optional<E> of(String text) {
    return Optional.ofNullable(constants.get(text));
  }

  String expected() {
    return "give one of " + String.join(", ", constants.keySet());
  }
}
