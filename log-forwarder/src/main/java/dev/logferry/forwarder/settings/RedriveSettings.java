package dev.logferry.forwarder.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What a redrive works on.
 *
 * @param failureBucket where Lambda keeps the records of invocations that it gave up
 * @param failurePrefix what the keys of these begin with
 * @param parallelObjects objects in progress at once
 * @param minimumAge younger objects wait
 */
public record RedriveSettings(
    Optional<String> failureBucket,
    String failurePrefix,
    int parallelObjects,
    Duration minimumAge) {

  static RedriveSettings read(EnvironmentReader reader) {
    return new RedriveSettings(
        reader.text(Variable.FAILURE_BUCKET).isEmpty()
            ? Optional.empty()
            : Optional.of(reader.value(Variable.FAILURE_BUCKET)),
        reader.value(Variable.FAILURE_PREFIX),
        reader.count(Variable.REDRIVE_PARALLEL_OBJECTS, 1, 64),
        reader.duration(Variable.REDRIVE_MINIMUM_AGE));
  }
}
