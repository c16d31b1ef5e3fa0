package dev.logferry.cli.setup;

import dev.logferry.cli.connection.ApiRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one object.
 *
 * @param what kind and name, for a person
 * @param details what differs, or why nothing happens; a line each
 * @param request what carries it out; empty if nothing happens
 * @param secretFile where the secret in the answer goes, if there is one
 */
public record Change(
    Kind kind,
    String what,
    List<String> details,
    Optional<ApiRequest> request,
    Optional<Path> secretFile) {

  /** Whether and how an object changes. */
  public enum Kind {
    CREATE("+"),
    UPDATE("~"),
    DELETE("-"),
    /** It is as it should be, or it is left alone. */
    KEEP("="),
    /** Somebody else made it. */
    CONFLICT("!");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    /** Marks a line of the diff. */
    public String sign() {
      return sign;
    }
  }

  public Change {
    details = List.copyOf(details);
    boolean acts = kind == Kind.CREATE || kind == Kind.UPDATE || kind == Kind.DELETE;
    if (acts != request.isPresent()) {
      throw new IllegalArgumentException("%s: %s with %s".formatted(what, kind, request));
    }
  }

  static Change create(String what, ApiRequest request) {
    return new Change(Kind.CREATE, what, List.of(), Optional.of(request), Optional.empty());
  }

  static Change createKey(String what, ApiRequest request, Path secretFile) {
    return new Change(
        Kind.CREATE,
        what,
        List.of("its secret goes to " + secretFile),
        Optional.of(request),
        Optional.of(secretFile));
  }

  static Change update(String what, List<String> details, ApiRequest request) {
    return new Change(Kind.UPDATE, what, details, Optional.of(request), Optional.empty());
  }

  static Change delete(String what, ApiRequest request) {
    return new Change(Kind.DELETE, what, List.of(), Optional.of(request), Optional.empty());
  }

  static Change keep(String what, String... details) {
    return new Change(Kind.KEEP, what, List.of(details), Optional.empty(), Optional.empty());
  }

  static Change conflict(String what) {
    return new Change(
        Kind.CONFLICT,
        what,
        List.of("exists, and logferry setup did not make it: rename or delete it first"),
        Optional.empty(),
        Optional.empty());
  }
}
