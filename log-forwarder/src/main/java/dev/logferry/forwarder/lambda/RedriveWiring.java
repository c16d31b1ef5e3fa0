package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.PackedDeadLetters;
import dev.logferry.forwarder.redrive.Deliveries;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveLimits;
import dev.logferry.forwarder.redrive.Source;
import dev.logferry.forwarder.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Builds the redrive of what the settings say. */
final class RedriveWiring {

  /** Far above any record of Lambda's: 6 MB of Kinesis records are 8 MB of base64. */
  private static final int MAX_RECORD_BYTES = 32 * 1024 * 1024;

  private RedriveWiring() {}

  static Redrive redrive(
      Settings settings,
      DeadLetterSink deadLetterSink,
      Supplier<Deliveries> deliveries,
      Supplier<RandomGenerator> randoms) {
    List<Source> sources = sources(settings, deadLetterSink.place());
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "there is nothing to redrive: set LOGFERRY_FAILURE_BUCKET, LOGFERRY_DEAD_LETTER_BUCKET or both");
    }
    return new Redrive(
        deadLetterSink.store(),
        sources,
        deliveries,
        deadLetterSink.rules(),
        limits(settings),
        InstantSource.system(),
        randoms);
  }

  private static List<Source> sources(
      Settings settings, Optional<PackedDeadLetters.Place> deadLetters) {
    List<Source> sources = new ArrayList<>();
    settings
        .redrive()
        .failureBucket()
        .ifPresent(
            bucket ->
                sources.add(
                    new Source(
                        Source.Kind.FAILED_INVOCATION,
                        bucket,
                        settings.redrive().failurePrefix())));
    deadLetters.ifPresent(
        place -> {
          sources.add(letters(Source.Kind.UNREADABLE, place, DeadLetterKind.UNREADABLE));
          sources.add(letters(Source.Kind.REFUSED, place, DeadLetterKind.REFUSED));
        });
    return sources;
  }

  private static Source letters(
      Source.Kind kind, PackedDeadLetters.Place place, DeadLetterKind letters) {
    return new Source(kind, place.bucket(), place.keys().prefixOf(letters));
  }

  /** An object may need a second request, and is not begun where not even half of one fits. */
  private static RedriveLimits limits(Settings settings) {
    Duration request = settings.cluster().requestTimeout();
    return new RedriveLimits(
        settings.redrive().parallelObjects(),
        settings.redrive().minimumAge(),
        request.multipliedBy(2),
        request.dividedBy(2),
        MAX_RECORD_BYTES);
  }
}
