package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.MalformedDeadLetters;
import dev.logferry.forwarder.deadletter.NewerDeadLetters;
import dev.logferry.forwarder.redrive.Outcome.Cause;
import dev.logferry.forwarder.redrive.Outcome.Gone;
import dev.logferry.forwarder.redrive.Outcome.Left;
import dev.logferry.forwarder.redrive.Outcome.Settled;
import dev.logferry.forwarder.redrive.Outcome.Waiting;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * Redrives one object: reads it, delivers it, and deletes it only if every part of it is settled.
 * For one thread.
 */
final class ObjectRedrive {

  private final ObjectStore store;
  private final Deliveries deliveries;
  private final Function<DeadLetterKind, String> rules;
  private final RedriveLimits limits;
  private final RedriveRequest request;
  private final InvocationRecord records;

  ObjectRedrive(
      ObjectStore store,
      Deliveries deliveries,
      Function<DeadLetterKind, String> rules,
      RedriveLimits limits,
      RedriveRequest request) {
    this.store = store;
    this.deliveries = deliveries;
    this.rules = rules;
    this.limits = limits;
    this.request = request;
    this.records = new InvocationRecord(limits.maxRecordBytes());
  }

  /**
   * Does all of it.
   *
   * @param invocation with the time that the object has
   */
  Outcome redrive(Item item, Invocation invocation) {
    try {
      return switch (item.source().kind()) {
        case FAILED_INVOCATION -> redriveRecord(item, invocation);
        case UNREADABLE -> redriveLetters(item, DeadLetterKind.UNREADABLE, invocation);
        case REFUSED -> redriveLetters(item, DeadLetterKind.REFUSED, invocation);
      };
    } catch (FileNotFoundException _) {
      return new Gone();
    } catch (TooLarge | NewerDeadLetters e) {
      return left(String.valueOf(e.getMessage()), Cause.ITS_KIND);
    } catch (IOException e) {
      return left("cannot be read: " + e.getMessage(), Cause.DELIVERY);
    } catch (RuntimeException e) { // its message may quote a log event
      return left("failed: " + e.getClass().getName(), Cause.DELIVERY);
    }
  }

  private Outcome redriveRecord(Item item, Invocation invocation) throws IOException {
    byte[] object = bytes(item);
    FailedInvocation failed = records.read(object);
    Payloads payloads = deliveries.payloads(invocation);
    payloads.take(failed, object);
    return settle(item, payloads.finish());
  }

  private Outcome redriveLetters(Item item, DeadLetterKind kind, Invocation invocation)
      throws IOException {
    DeadLetterObjectRedrive letters = new DeadLetterObjectRedrive(deliveries, records, invocation);
    try {
      if (!taken(item, kind, letters)) {
        return new Waiting();
      }
    } catch (IOException e) {
      // What was taken is on its way. If it is refused, its letter will stand in two objects.
      Ledger ledger = letters.finish().ledger();
      if (ledger.equals(Ledger.NOTHING_RECEIVED)) {
        throw e;
      }
      return new Left(ledger, "cannot be read: " + e.getMessage(), Cause.DELIVERY);
    }
    return settle(item, letters.finish());
  }

  /** Takes the letters in; false if nothing has changed for them. */
  private boolean taken(Item item, DeadLetterKind kind, DeadLetterObjectRedrive letters)
      throws IOException {
    Optional<String> damage;
    try (DeadLetterReader reader = DeadLetterReader.of(open(item))) {
      boolean sameRules = reader.header().rules().equals(rules.apply(kind));
      if (sameRules && !request.asksFor(item)) {
        return false;
      }
      damage = letters.take(reader);
    } catch (MalformedDeadLetters e) {
      damage = Optional.of(String.valueOf(e.getMessage()));
    }
    if (damage.isPresent()) {
      letters.move(bytes(item), damage.get());
    }
    return true;
  }

  private Outcome settle(Item item, Delivered delivered) {
    if (delivered.failed()) {
      return new Left(delivered.ledger(), delivered.problem(), delivered.cause());
    }
    try {
      store.delete(item.source().bucket(), item.key());
      return new Settled(delivered);
    } catch (IOException e) {
      return new Left(delivered.ledger(), "cannot be deleted: " + e.getMessage(), Cause.DELETION);
    }
  }

  private byte[] bytes(Item item) throws IOException {
    try (InputStream object = open(item)) {
      byte[] bytes = object.readNBytes(limits.maxRecordBytes() + 1);
      if (bytes.length > limits.maxRecordBytes()) {
        throw new TooLarge(limits.maxRecordBytes());
      }
      return bytes;
    }
  }

  private InputStream open(Item item) throws IOException {
    return store.open(item.source().bucket(), item.key());
  }

  private static Left left(String why, Cause cause) {
    return new Left(Ledger.NOTHING_RECEIVED, why, cause);
  }

  /** Lambda writes no such record, and it would not fit into the memory. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(int maxBytes) {
      super("has more than " + maxBytes + " bytes");
    }
  }
}
