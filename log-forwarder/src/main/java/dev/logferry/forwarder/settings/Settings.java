package dev.logferry.forwarder.settings;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.DeliverySettings;
import dev.logferry.forwarder.document.Glob;
import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator decided, parsed and checked.
 *
 * @param cluster where documents go
 * @param maxDecompressedBytes of a payload
 * @param routes which data stream takes which log group
 * @param filter which events are left out
 * @param redactionRules what must not leave AWS in clear
 * @param redactionHashKey where the key of hashed redactions is
 * @param limits how large a document may be
 * @param delivery how documents are delivered
 * @param checkExistingIds whether the whole data stream is searched for ids before they are created
 * @param errorGroups whether new error groups are written
 * @param timeReserve time kept back at the end of an invocation
 * @param deadLetters where refused documents are kept
 * @param redrive what a redrive works on
 * @param ownLogGroups globs of the log groups that Logferry's functions write
 * @param region the AWS region; empty if unknown
 */
public record Settings(
    ClusterSettings cluster,
    long maxDecompressedBytes,
    Routes routes,
    LineFilter filter,
    List<RedactionRule> redactionRules,
    HashKeySettings redactionHashKey,
    Limits limits,
    DeliverySettings delivery,
    boolean checkExistingIds,
    boolean errorGroups,
    Duration timeReserve,
    List<Glob> ownLogGroups,
    DeadLetterSettings deadLetters,
    RedriveSettings redrive,
    String region) {

  public Settings {
    redactionRules = List.copyOf(redactionRules);
    ownLogGroups = List.copyOf(ownLogGroups);
  }

  /**
   * Settings for a run with a cluster.
   *
   * @throws InvalidSettings listing every problem
   */
  public static Settings from(Map<String, String> environment) {
    EnvironmentReader reader = new EnvironmentReader(environment);
    Settings settings = read(reader, environment, ClusterSettings.read(reader));
    reader.failIfAnyProblem();
    return settings;
  }

  /**
   * Settings for mapping alone: no cluster need be named.
   *
   * @throws InvalidSettings listing every problem
   */
  public static Settings forPreview(Map<String, String> environment) {
    EnvironmentReader reader = new EnvironmentReader(environment);
    Settings settings = read(reader, environment, ClusterSettings.UNUSED);
    reader.failIfAnyProblem();
    return settings;
  }

  private static Settings read(
      EnvironmentReader reader, Map<String, String> environment, ClusterSettings cluster) {
    return new Settings(
        cluster,
        reader.bytes(Variable.MAX_DECOMPRESSED_BYTES, 1024, 4L << 30),
        RouteSettings.read(reader),
        filter(reader),
        RedactionSettings.read(reader),
        HashKeySettings.read(reader),
        limits(reader),
        new DeliverySettings(
            new BatchLimits(
                (int) reader.bytes(Variable.MAX_BATCH_BYTES, 1024, 64L << 20),
                reader.count(Variable.MAX_BATCH_DOCUMENTS, 1, 100_000)),
            reader.count(Variable.MAX_IN_FLIGHT, 1, 32),
            cluster.requestTimeout(),
            backoff(reader)),
        reader.yesOrNo(Variable.CHECK_EXISTING_IDS),
        reader.yesOrNo(Variable.ERROR_GROUPS),
        reader.duration(Variable.TIME_RESERVE),
        ownLogGroups(reader, environment),
        DeadLetterSettings.read(reader),
        RedriveSettings.read(reader),
        Optional.ofNullable(environment.get("AWS_REGION")).orElse(""));
  }

  /** Lambda itself names the log group that the function writes. */
  private static List<Glob> ownLogGroups(
      EnvironmentReader reader, Map<String, String> environment) {
    List<Glob> groups = new ArrayList<>(ownLogGroups(reader));
    String own = environment.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", "");
    if (!own.isEmpty()) {
      groups.add(Glob.exactly(own));
    }
    return groups;
  }

  private static List<Glob> ownLogGroups(EnvironmentReader reader) {
    try {
      return ValueParsers.logGroupGlobs(reader.value(Variable.OWN_LOG_GROUPS));
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.OWN_LOG_GROUPS, e, List.of());
    }
  }

  private static LineFilter filter(EnvironmentReader reader) {
    return new LineFilter(
        minimumLevel(reader),
        pattern(reader, Variable.INCLUDE_PATTERN),
        pattern(reader, Variable.EXCLUDE_PATTERN));
  }

  private static Optional<Level> minimumLevel(EnvironmentReader reader) {
    // A lambda lengthens a cold start, so only where there is a value.
    return reader.text(Variable.MINIMUM_LEVEL).isEmpty()
        ? Optional.empty()
        : reader.optional(Variable.MINIMUM_LEVEL, ValueParsers::level);
  }

  private static Optional<Pattern> pattern(EnvironmentReader reader, Variable variable) {
    return reader.text(variable).isEmpty()
        ? Optional.empty()
        : reader.optional(variable, ValueParsers::re2);
  }

  private static Limits limits(EnvironmentReader reader) {
    return new Limits(
        reader.count(Variable.MAX_NESTING_DEPTH, 6, 20),
        reader.count(Variable.MAX_FIELDS, 10, 100_000),
        (int) reader.bytes(Variable.MAX_DOCUMENT_BYTES, 16 * 1024, 64L << 20));
  }

  private static Backoff backoff(EnvironmentReader reader) {
    Duration initial = reader.duration(Variable.RETRY_INITIAL_DELAY);
    Duration max = reader.duration(Variable.RETRY_MAX_DELAY);
    if (max.compareTo(initial) < 0) {
      reader.problem(
          "%s is shorter than %s"
              .formatted(Variable.RETRY_MAX_DELAY.key(), Variable.RETRY_INITIAL_DELAY.key()));
      return new Backoff(initial, initial);
    }
    return new Backoff(initial, max);
  }

  /** Names where documents go and nothing that could be secret. */
  @Override
  public String toString() {
    return "Settings[" + cluster.nodes() + "]";
  }
}
