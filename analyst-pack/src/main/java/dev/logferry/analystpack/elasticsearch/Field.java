package dev.logferry.analystpack.elasticsearch;

import java.util.List;

/**
 * A field of a document, as {@code ecs/fields.txt} and the pack's sources write it.
 *
 * @param path dotted
 * @param type Elasticsearch's name of the type
 * @param text whether it has a multi-field {@code .text} that finds words
 * @param code whether its words are the parts of class and method names
 * @param unindexed whether it is kept in {@code _source} only
 * @param array whether a document usually holds several values of it
 */
public record Field(
    String path, String type, boolean text, boolean code, boolean unindexed, boolean array) {

  /** Parses a line such as {@code error.stack_trace wildcard text}. */
  static Field parse(String line) {
    String[] words = line.split(" ", 2);
    return of(words[0], words[1]);
  }

  /** Parses what stands after the path: the type, then notes. */
  static Field of(String path, String typeAndNotes) {
    List<String> words = List.of(typeAndNotes.split(" "));
    List<String> notes = words.subList(1, words.size());
    if (!List.of("text", "code", "unindexed", "array").containsAll(notes)) {
      throw new IllegalArgumentException(
          "field %s: '%s' has a note other than text, code, unindexed and array"
              .formatted(path, typeAndNotes));
    }
    return new Field(
        path,
        words.getFirst(),
        notes.contains("text"),
        notes.contains("code"),
        notes.contains("unindexed"),
        notes.contains("array"));
  }

  /** The names of the path, from the top. */
  List<String> names() {
    return List.of(path.split("\\.", -1));
  }
}
