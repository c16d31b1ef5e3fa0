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
        reader.text(Variable.FAILURE_BUCKET).map(String::strip),
        reader.parsed(Variable.FAILURE_PREFIX, prefix -> prefix, ""),
        Settings.count(reader, Variable.REDRIVE_PARALLEL_OBJECTS, 1, 64),
        Settings.duration(reader, Variable.REDRIVE_MINIMUM_AGE));
  }
}
