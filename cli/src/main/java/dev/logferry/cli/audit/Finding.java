package dev.logferry.cli.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An event about which something is wrong.
 *
 * @param time CloudWatch's time of the event
 * @param documentId the {@code _id} that the function gives it
 * @param copies index and id of each document, if it is stored more than once
 * @param explanation why, as far as is known
 * @param repaired whether this run put it right
 */
public record Finding(
    Kind kind,
    String logGroup,
    String logStream,
    String eventId,
    Instant time,
    String documentId,
    List<String> copies,
    String explanation,
    boolean repaired) {

  /** What is wrong. */
  public enum Kind {
    /** Elasticsearch lacks it, and no other place is known to have it. */
    MISSING,
    /** It waits as a dead letter. */
    DEAD_LETTERED,
    /** It waits in Lambda's record of an invocation that failed. */
    UNDELIVERED,
    /** Elasticsearch rejected it and has it in a failure store, where no ordinary search looks. */
    FAILURE_STORED,
    /** Elasticsearch has it more than once. */
    STORED_TWICE;

    /** As it is named in JSON. */
    String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For a person. */
    String label() {
      return switch (this) {
        case MISSING -> "missing";
        case DEAD_LETTERED -> "dead letter";
        case UNDELIVERED -> "undelivered";
        case FAILURE_STORED -> "failure store";
        case STORED_TWICE -> "stored twice";
      };
    }
  }
}
