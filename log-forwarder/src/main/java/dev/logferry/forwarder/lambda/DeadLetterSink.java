package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Lazy;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.deadletter.NoDeadLetters;
import dev.logferry.forwarder.deadletter.ObjectKeys;
import dev.logferry.forwarder.deadletter.PackedDeadLetters;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.settings.ForwarderVersion;
import dev.logferry.forwarder.settings.RulesFingerprint;
import dev.logferry.forwarder.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the dead letters of this function go.
 *
 * @param place empty if there is no bucket
 * @param rules gives the fingerprint of the settings that letters of a kind depend on
 */
record DeadLetterSink(
    ObjectStore store,
    Optional<PackedDeadLetters.Place> place,
    String version,
    Function<DeadLetterKind, String> rules) {

  /** A cold start loads the SDK within the first call's limit. */
  private static final Duration SHORTEST_CALL = Duration.ofSeconds(2);

  static DeadLetterSink from(Settings settings, Map<String, String> environment) {
    String version = ForwarderVersion.current();
    return new DeadLetterSink(
        new S3ObjectStore(() -> S3Connection.from(environment, callLimit(settings.timeReserve()))),
        settings
            .deadLetters()
            .bucket()
            .map(
                bucket ->
                    new PackedDeadLetters.Place(
                        bucket, new ObjectKeys(settings.deadLetters().prefix()))),
        version,
        rules(environment, version));
  }

  private static Function<DeadLetterKind, String> rules(
      Map<String, String> environment, String version) {
    Lazy<String> ofDocuments = new Lazy<>(() -> RulesFingerprint.ofDocuments(environment, version));
    Lazy<String> ofReading = new Lazy<>(() -> RulesFingerprint.ofReading(environment, version));
    return kind ->
        switch (kind) {
          case REFUSED -> ofDocuments.get();
          case UNREADABLE -> ofReading.get();
        };
  }

  DeadLetters deadLetters(Invocation invocation) {
    return place
        .<DeadLetters>map(
            to ->
                new PackedDeadLetters(
                    store, to, invocation.requestId(), version, rules, InstantSource.system()))
        .orElseGet(NoDeadLetters::new);
  }

  /** A write at the very end of the invocation still has to leave time to tell of it. */
  private static Duration callLimit(Duration timeReserve) {
    Duration most = timeReserve.multipliedBy(4).dividedBy(5);
    return most.compareTo(SHORTEST_CALL) < 0 ? SHORTEST_CALL : most;
  }
}
