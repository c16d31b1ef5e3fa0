package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.EventRepair;
import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects what the guards did to one line. */
final class MappingNotes {

  /**
   * Four times the longest line. A short value under a long path takes many times its own length,
   * and a line can hold a hundred thousand of them.
   */
  private static final long MAX_DISPLACED_CHARACTERS = 4L << 20;

  private final Set<Guard> guards = EnumSet.noneOf(Guard.class);
  private final List<Json> displaced = new ArrayList<>();
  private long displacedCharacters;

  void guarded(Guard guard) {
    guards.add(guard);
  }

  /** What was wrong with the event before its line was read. */
  void repaired(Set<EventRepair> repairs) {
    for (EventRepair repair : repairs) {
      guards.add(
          switch (repair) {
            case SURROGATE -> Guard.SURROGATE;
            case ENCODING -> Guard.ENCODING;
            case MESSAGE, TIMESTAMP -> Guard.MALFORMED_EVENT;
          });
    }
  }

  /** Keeps a value that could not be placed. */
  void displaced(Guard guard, String path, Json value) {
    guards.add(guard);
    if (overflows()) {
      return;
    }
    String text = value instanceof JsonString(String string) ? string : JsonText.text(value);
    displaced.add(new JsonString(path + "=" + text));
    displacedCharacters += path.length() + 1L + text.length();
  }

  /** Whether more was displaced than a document should hold: it is then incomplete here. */
  boolean overflows() {
    return displacedCharacters > MAX_DISPLACED_CHARACTERS;
  }

  void placed(Fields.Placed placed, Guard guard, String path, Json value) {
    if (placed == Fields.Placed.CLASH) {
      displaced(guard, path, value);
    }
  }

  Set<Guard> guards() {
    return guards;
  }

  void writeTo(Fields fields) {
    if (!guards.isEmpty()) {
      List<Json> names = new ArrayList<>();
      guards.forEach(guard -> names.add(new JsonString(guard.fieldValue())));
      fields.place(new JsonArray(names), "logferry", "guarded");
    }
    if (!displaced.isEmpty()) {
      fields.place(new JsonArray(List.copyOf(displaced)), "logferry", "displaced");
    }
  }
}
