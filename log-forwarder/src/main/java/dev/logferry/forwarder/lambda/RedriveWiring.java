package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveLimits;
import dev.logferry.forwarder.redrive.RedriveSource;
import dev.logferry.forwarder.redrive.RedriveStages;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Builds the redrive that the settings describe. */
final class RedriveWiring {

  /** Far above any record of Lambda's: 6 MB of Kinesis records are 8 MB of base64. */
  private static final int MAX_RECORD_BYTES = 32 * 1024 * 1024;

  /** Twice the largest document that is sent by default, and any payload as base64. */
  private static final int MAX_LINE_BYTES = 24 * 1024 * 1024;

  private RedriveWiring() {}

  static Redrive redrive(
      Settings settings,
      ObjectStore store,
      DeadLetterSink deadLetterSink,
      Supplier<RedriveStages> stages,
      Supplier<RandomGenerator> randoms) {
    List<RedriveSource> sources = sources(settings, deadLetterSink);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "there is nothing to redrive: set LOGFERRY_FAILURE_BUCKET, LOGFERRY_DEAD_LETTER_BUCKET or both");
    }
    return new Redrive(store, sources, stages, limits(settings), InstantSource.system(), randoms);
  }

  private static List<RedriveSource> sources(Settings settings, DeadLetterSink deadLetterSink) {
    List<RedriveSource> sources = new ArrayList<>();
    settings
        .redrive()
        .failureBucket()
        .ifPresent(
            bucket ->
                sources.add(
                    new RedriveSource(
                        bucket, settings.redrive().failurePrefix(), Optional.empty())));
    deadLetterSink
        .bucket()
        .ifPresent(
            bucket -> {
              for (DeadLetterKind kind : DeadLetterKind.values()) {
                String prefix = deadLetterSink.keys().prefixOf(kind);
                sources.add(new RedriveSource(bucket, prefix, Optional.of(kind)));
              }
            });
    return sources;
  }

  /** An object may need a second request, and is not begun where not even half of one fits. */
  private static RedriveLimits limits(Settings settings) {
    Duration request = settings.cluster().requestTimeout();
    int quarterOfHeap = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4);
    return new RedriveLimits(
        settings.redrive().parallelObjects(),
        settings.redrive().minimumAge(),
        request.multipliedBy(2),
        request.dividedBy(2),
        MAX_RECORD_BYTES,
        Math.max(MAX_LINE_BYTES, 2 * settings.limits().maxDocumentBytes()),
        quarterOfHeap);
  }
}
