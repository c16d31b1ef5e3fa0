package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;

/** Replaces halves of surrogate pairs, which no UTF-8 text can hold, by U+FFFD. */
final class Surrogates {

  private static final char REPLACEMENT = '\uFFFD';

  private Surrogates() {}

  static String mend(String text, MappingNotes notes) {
    int firstLone = firstLone(text, 0);
    if (firstLone < 0) {
      return text;
    }
    notes.guarded(Guard.SURROGATE);
    StringBuilder mended = new StringBuilder(text);
    for (int lone = firstLone; lone >= 0; lone = firstLone(text, lone + 1)) {
      mended.setCharAt(lone, REPLACEMENT);
    }
    return mended.toString();
  }

  static Json mend(Json json, MappingNotes notes) {
    return switch (json) {
      case JsonObject(var members) ->
          new JsonObject(
              members.stream()
                  .map(
                      member -> new Member(mend(member.name(), notes), mend(member.value(), notes)))
                  .toList());
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(element -> mend(element, notes)).toList());
      case JsonString string -> mendString(string, notes);
      case Json.JsonNumber number -> number;
      case Json.JsonBoolean bool -> bool;
      case Json.JsonNull none -> none;
    };
  }

  private static JsonString mendString(JsonString string, MappingNotes notes) {
    String mended = mend(string.value(), notes);
    return mended.equals(string.value()) ? string : new JsonString(mended);
  }

  private static int firstLone(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
