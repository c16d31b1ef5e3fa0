package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.MalformedDeadLetters;
import dev.logferry.forwarder.deadletter.NewerDeadLetters;
import dev.logferry.forwarder.deadletter.OversizedDeadLetter;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.redrive.ObjectResult.Done;
import dev.logferry.forwarder.redrive.ObjectResult.Foreign;
import dev.logferry.forwarder.redrive.ObjectResult.Gone;
import dev.logferry.forwarder.redrive.ObjectResult.Left;
import dev.logferry.forwarder.redrive.ObjectResult.NotDeleted;
import dev.logferry.forwarder.redrive.ObjectResult.Waiting;
import dev.logferry.forwarder.redrive.ObjectResult.WouldDeliver;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Redrives one object: reads it, delivers it, and deletes it only if every part of it was delivered
 * or is kept elsewhere. Not thread-safe.
 */
final class ObjectRedrive {

  private static final int GZIP_FIRST_BYTE = 0x1f;

  private final ObjectStore store;
  private final RedriveStages stages;
  private final RedriveLimits limits;
  private final RedriveRequest request;
  private final CircuitBreaker breaker;
  private final InvocationRecord records;

  ObjectRedrive(
      ObjectStore store,
      RedriveStages stages,
      RedriveLimits limits,
      RedriveRequest request,
      CircuitBreaker breaker) {
    this.store = store;
    this.stages = stages;
    this.limits = limits;
    this.request = request;
    this.breaker = breaker;
    this.records = new InvocationRecord(limits.maxRecordBytes());
  }

  /**
   * Whether an object, by its key, is of a data stream that has failed several times in this run.
   */
  boolean isOfOpenDataStream(RedriveObject object) {
    if (!object.source().letters().equals(Optional.of(DeadLetterKind.RETRYABLE))) {
      return false;
    }
    for (DataStream open : breaker.openDataStreams()) {
      if (stages.deadLetterSink().keys().isOf(open, object.key())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Does all of it. Never throws for anything that one object can cause.
   *
   * @param invocation with the time that the object has
   */
  ObjectResult redrive(RedriveObject object, Invocation invocation) {
    try {
      return object.source().letters().isEmpty()
          ? redriveRecord(object, invocation)
          : redriveLetters(object, object.source().letters().get(), invocation);
    } catch (FileNotFoundException _) {
      return new Gone();
    } catch (TooLarge | OversizedDeadLetter | NewerDeadLetters e) {
      return new Left(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Left("cannot be read: " + e.getMessage());
    } catch (OutOfMemoryError _) {
      return new Left("does not fit into the memory of this function: give it more");
    } catch (RuntimeException e) { // its message may quote a log event
      return new Left("failed: " + e.getClass().getName());
    }
  }

  private ObjectResult redriveRecord(RedriveObject object, Invocation invocation)
      throws IOException {
    byte[] bytes = bytes(object);
    FailedInvocation failed = records.read(bytes);
    Optional<String> foreign = ForeignRecord.why(failed, stages.decoder());
    if (foreign.isPresent()) {
      return new Foreign(foreign.get());
    }
    if (request.isDryRun()) {
      return new WouldDeliver(EventCount.of(failed, stages.decoder()));
    }
    PayloadRedrive payloads = new PayloadRedrive(stages, breaker, object, invocation);
    payloads.take(failed, bytes);
    return finished(object, payloads, "");
  }

  private ObjectResult redriveLetters(
      RedriveObject object, DeadLetterKind kind, Invocation invocation) throws IOException {
    try (DeadLetterReader reader = DeadLetterReader.of(open(object), limits.maxLineBytes())) {
      boolean isDue =
          kind == DeadLetterKind.RETRYABLE
              || !stages.deadLetterSink().hasPresentRules(reader.header())
              || request.asksFor(object);
      if (!isDue) {
        return new Waiting();
      }
      if (request.isDryRun()) {
        return new WouldDeliver(EventCount.of(reader));
      }
      return kind == DeadLetterKind.MALFORMED
          ? redrivePayloads(object, reader, invocation)
          : redriveDocuments(object, reader, invocation);
    } catch (MalformedDeadLetters e) {
      return new Foreign(String.valueOf(e.getMessage()));
    }
  }

  /** What was taken before an object turns out to be damaged is delivered all the same. */
  private ObjectResult redriveDocuments(
      RedriveObject object, DeadLetterReader reader, Invocation invocation) {
    DocumentRedrive documents = new DocumentRedrive(stages, breaker, object, invocation);
    String damage = "";
    try {
      for (var letter = reader.next(); letter.isPresent(); letter = reader.next()) {
        if (letter.get() instanceof RejectedDocument document
            && DocumentRedrive.canSend(document)) {
          documents.take(document);
        } else {
          damage = "holds a letter with an id or a document that cannot be sent";
        }
      }
    } catch (IOException e) {
      damage = "cannot be read to its end: " + e.getMessage();
    }
    return finished(object, documents, damage);
  }

  private ObjectResult redrivePayloads(
      RedriveObject object, DeadLetterReader reader, Invocation invocation) {
    PayloadRedrive payloads = new PayloadRedrive(stages, breaker, object, invocation);
    String damage = "";
    try {
      for (var letter = reader.next(); letter.isPresent(); letter = reader.next()) {
        if (letter.get() instanceof MalformedPayload(byte[] payload, String why)) {
          take(payloads, payload, why);
        } else {
          damage = "holds a letter that is no payload";
        }
      }
    } catch (IOException e) {
      damage = "cannot be read to its end: " + e.getMessage();
    }
    return finished(object, payloads, damage);
  }

  private void take(PayloadRedrive payloads, byte[] payload, String why) {
    if (payload.length > 0 && payload[0] == GZIP_FIRST_BYTE) {
      payloads.takeEnvelope(payload);
      return;
    }
    FailedInvocation invocation = records.read(payload);
    if (invocation instanceof FailedInvocation.Unknown) {
      payloads.move(payload, why);
    } else {
      payloads.take(invocation, payload);
    }
  }

  private ObjectResult finished(RedriveObject object, DocumentRedrive documents, String damage) {
    DocumentRedrive.Result result = documents.finish();
    String problem = damage.isEmpty() ? result.problem() : damage;
    if (!problem.isEmpty()) {
      return new Left(result.ledger(), problem);
    }
    if (!result.written().keys().contains(object.key())) {
      return deleted(object, result.ledger(), "");
    }
    return result.isUnchanged(object)
        ? new Left("its data stream still rejects documents: " + documents.rejectedFor())
        : new Done(result.ledger(), "");
  }

  private ObjectResult finished(RedriveObject object, PayloadRedrive payloads, String damage) {
    Summary summary = payloads.finish();
    String problem = damage.isEmpty() ? summary.problem() : damage;
    if (!problem.isEmpty()) {
      return new Left(summary.ledger(), problem);
    }
    return payloads.replaced(object)
        ? new Done(summary.ledger(), "")
        : deleted(object, summary.ledger(), payloads.moved());
  }

  private ObjectResult deleted(RedriveObject object, Ledger ledger, String moved) {
    try {
      store.delete(object.source().bucket(), object.key());
      return new Done(ledger, moved);
    } catch (IOException e) {
      return new NotDeleted(ledger, "cannot be deleted: " + e.getMessage());
    }
  }

  private byte[] bytes(RedriveObject object) throws IOException {
    try (InputStream content = open(object)) {
      byte[] bytes = content.readNBytes(limits.maxRecordBytes() + 1);
      if (bytes.length > limits.maxRecordBytes()) {
        throw new TooLarge(limits.maxRecordBytes());
      }
      return bytes;
    }
  }

  private InputStream open(RedriveObject object) throws IOException {
    return store.open(object.source().bucket(), object.key());
  }

  /** Lambda writes no such record, and it would not fit into the memory. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(int maxBytes) {
      super(
          "has more than "
              + maxBytes
              + " bytes, so it is left alone: Lambda writes no such record");
    }
  }
}
