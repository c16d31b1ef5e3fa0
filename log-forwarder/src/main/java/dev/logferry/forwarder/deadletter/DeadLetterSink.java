package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.deadletter.DeadLetterKeys.Redriven;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Where the dead letters of a function go. Thread-safe. */
public final class DeadLetterSink {

  /** Beyond this, objects are written and new ones begun, so that memory is bounded. */
  private static final int MAX_OPEN_BYTES = 4 * 1024 * 1024;

  /** What remains of an invocation after its last write, to report what became of the events. */
  private static final Duration TO_REPORT = Duration.ofSeconds(1);

  private final ObjectStore store;
  private final Optional<String> bucket;
  private final DeadLetterKeys keys;
  private final String forwarderVersion;
  private final Function<DeadLetterKind, String> rules;
  private final InstantSource clock;
  private final int maxOpenBytes;

  /**
   * @param bucket an S3 bucket; empty if nothing can be kept
   * @param keys the keys of objects there
   * @param forwarderVersion the version of this forwarder
   * @param rules gives the fingerprint of the settings that letters of a kind depend on; asked only
   *     if there is a letter
   */
  public DeadLetterSink(
      ObjectStore store,
      Optional<String> bucket,
      DeadLetterKeys keys,
      String forwarderVersion,
      Function<DeadLetterKind, String> rules,
      InstantSource clock) {
    this(store, bucket, keys, forwarderVersion, rules, clock, MAX_OPEN_BYTES);
  }

  /** For tests: with another object size. */
  DeadLetterSink(
      ObjectStore store,
      Optional<String> bucket,
      DeadLetterKeys keys,
      String forwarderVersion,
      Function<DeadLetterKind, String> rules,
      InstantSource clock,
      int maxOpenBytes) {
    this.store = store;
    this.bucket = bucket;
    this.keys = keys;
    this.forwarderVersion = forwarderVersion;
    this.rules = rules;
    this.clock = clock;
    this.maxOpenBytes = maxOpenBytes;
  }

  /** Begins to take the dead letters of an invocation. */
  public DeadLetters begin(Invocation invocation, OutcomeCounts counts) {
    return begin(invocation, counts, keys);
  }

  /** Begins to take what is left of an object that is redriven. */
  public DeadLetters begin(Invocation invocation, OutcomeCounts counts, Redriven object) {
    return begin(invocation, counts, keys.redriving(object));
  }

  private DeadLetters begin(Invocation invocation, OutcomeCounts counts, DeadLetterKeys of) {
    return bucket.isPresent()
        ? new PackedDeadLetters(this, invocation, of, counts)
        : new NoDeadLetters(counts);
  }

  public Optional<String> bucket() {
    return bucket;
  }

  public DeadLetterKeys keys() {
    return keys;
  }

  /** Whether letters were written under the rules that hold now. */
  public boolean hasPresentRules(DeadLetterHeader header) {
    return header.rules().equals(rules.apply(header.kind()));
  }

  DeadLetterHeader header(DeadLetterKind kind, String requestId) {
    return new DeadLetterHeader(
        kind, clock.instant(), requestId, forwarderVersion, rules.apply(kind));
  }

  int maxOpenBytes() {
    return maxOpenBytes;
  }

  /** Writes an object, in no more time than the invocation has before it must report. */
  void put(String key, byte[] object, Deadline end) throws IOException {
    store.put(bucket.orElseThrow(), key, object, end.remaining().minus(TO_REPORT));
  }
}
