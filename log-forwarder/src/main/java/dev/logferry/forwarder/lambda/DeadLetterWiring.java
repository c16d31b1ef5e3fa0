package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.deadletter.DeadLetterKeys;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.settings.ForwarderVersion;
import dev.logferry.forwarder.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds what keeps dead letters. */
final class DeadLetterWiring {

  /** A cold start loads the SDK within the first call's limit. */
  private static final Duration SHORTEST_CALL = Duration.ofSeconds(2);

  private DeadLetterWiring() {}

  static ObjectStore store(Settings settings, Map<String, String> environment) {
    Duration callLimit = callLimit(settings.timeReserve());
    return new S3ObjectStore(
        // No lambda: this runs in every cold start.
        new Supplier<>() {
          @Override
          public S3Connection get() {
            return S3Connection.from(environment, callLimit);
          }
        });
  }

  static DeadLetterSink sink(
      Settings settings, Map<String, String> environment, ObjectStore store) {
    String version = ForwarderVersion.current();
    return new DeadLetterSink(
        store,
        settings.deadLetters().bucket(),
        new DeadLetterKeys(settings.deadLetters().prefix()),
        version,
        new DeadLetterRules(environment, version),
        InstantSource.system());
  }

  /** Keeps nothing: where there is no bucket. */
  static DeadLetterSink none() {
    return new DeadLetterSink(
        new S3ObjectStore(
            () -> {
              throw new IllegalStateException("there is no bucket for dead letters");
            }),
        Optional.empty(),
        new DeadLetterKeys(""),
        ForwarderVersion.current(),
        _ -> "",
        InstantSource.system());
  }

  /** A write at the very end of the invocation still has to leave time to report it. */
  private static Duration callLimit(Duration timeReserve) {
    Duration most = Duration.ofMillis(timeReserve.toMillis() * 4 / 5);
    return most.compareTo(SHORTEST_CALL) < 0 ? SHORTEST_CALL : most;
  }
}
