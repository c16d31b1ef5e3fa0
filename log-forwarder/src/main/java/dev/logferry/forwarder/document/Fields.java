package dev.logferry.forwarder.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The nested fields of a document under construction. A name stands once: what cannot be placed is
 * handed back to the caller, never overwritten.
 */
final class Fields {

  /** What stands under a name. */
  sealed interface Node {}

  record Branch(Fields fields) implements Node {}

  record Leaf(Json value) implements Node {}

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** What {@link #place} did with a value. */
  enum Placed {
    /** It stands at its path. */
    YES,
    /** The same value, or a null, stood there or was to be placed: nothing to keep. */
    NOTHING_LOST,
    /** Something else stands there. */
    CLASH
  }

  /** Puts a value at a path, unless something stands there or on the way. */
  Placed place(Json value, String... path) {
    Fields fields = this;
    for (int i = 0; i < path.length - 1; i++) {
      Optional<Fields> branch = fields.branch(path[i]);
      if (branch.isEmpty()) {
        return Placed.CLASH;
      }
      fields = branch.get();
    }
    return fields.placeHere(path[path.length - 1], value);
  }

  private Placed placeHere(String name, Json value) {
    Node there = nodes.get(name);
    if (there == null || there instanceof Leaf(Json.JsonNull _)) {
      nodes.put(name, new Leaf(value));
      return Placed.YES;
    }
    boolean nothingLost = value instanceof Json.JsonNull || there.equals(new Leaf(value));
    return nothingLost ? Placed.NOTHING_LOST : Placed.CLASH;
  }

  /** The fields under a name, made if nothing stands there; empty if a value does. */
  Optional<Fields> branch(String name) {
    Node there = nodes.get(name);
    if (there instanceof Branch(Fields fields)) {
      return Optional.of(fields);
    }
    if (there == null || there instanceof Leaf(Json.JsonNull _)) {
      Fields fields = new Fields();
      nodes.put(name, new Branch(fields));
      return Optional.of(fields);
    }
    return Optional.empty();
  }

  /** Takes away what stands at a path. */
  Optional<Node> remove(String... path) {
    Fields fields = this;
    for (int i = 0; i < path.length - 1; i++) {
      if (!(fields.nodes.get(path[i]) instanceof Branch(Fields next))) {
        return Optional.empty();
      }
      fields = next;
    }
    return Optional.ofNullable(fields.nodes.remove(path[path.length - 1]));
  }

  /** The value at a path, if one stands there. */
  Optional<Json> value(String... path) {
    Fields fields = this;
    for (int i = 0; i < path.length - 1; i++) {
      if (!(fields.nodes.get(path[i]) instanceof Branch(Fields next))) {
        return Optional.empty();
      }
      fields = next;
    }
    @Nullable Node there = fields.nodes.get(path[path.length - 1]);
    return there instanceof Leaf(Json value) ? Optional.of(value) : Optional.empty();
  }

  void forEach(BiConsumer<String, Node> visitor) {
    nodes.forEach(visitor);
  }

  /** The same fields as a value. */
  Json.JsonObject toJson() {
    return new Json.JsonObject(
        nodes.entrySet().stream()
            .map(
                entry ->
                    new Json.Member(
                        entry.getKey(),
                        switch (entry.getValue()) {
                          case Branch(Fields fields) -> fields.toJson();
                          case Leaf(Json value) -> value;
                        }))
            .toList());
  }
}
