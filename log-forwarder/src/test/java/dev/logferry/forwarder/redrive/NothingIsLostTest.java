package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.DeliverySettings;
import dev.logferry.forwarder.bulk.ExistingIdsCheck;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.redrive.World.PassingTime;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.MoodyCluster;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The promise as a whole: invocations against a server in any mood, Lambda's two retries of each,
 * its on-failure bucket, dead letters in an S3 that fails at times, and redrives. At the end the
 * set of events that are stored is the set that was sent, and none is stored twice.
 */
class NothingIsLostTest {

  private static final RedriveRequest ALL =
      new RedriveRequest(Optional.of(""), Optional.of(""), false);
  private static final int LAMBDAS_ATTEMPTS = 3;

  @Property(shrinking = ShrinkingMode.OFF)
  void after_retries_and_redrives_what_is_stored_is_what_was_sent_and_none_twice(
      @ForAll long seed) {
    Trial trial = new Trial(new SplittableRandom(seed));

    trial.troubles();
    for (int payload = trial.random.nextInt(6); payload >= 0; payload--) {
      trial.deliver();
    }
    for (int redrive = trial.random.nextInt(3); redrive > 0; redrive--) {
      trial.redriveInTrouble();
    }
    assertThat(trial.world.storedLines()).doesNotHaveDuplicates();
    trial.health();

    assertThat(trial.world.storedLines()).containsExactlyInAnyOrderElementsOf(trial.sent);
    assertThat(trial.world.store.keys(FAILURES)).isEmpty();
    assertThat(trial.world.store.keys(DEAD)).isEmpty();
  }

  private static final class Trial {
    private final SplittableRandom random;
    private final World world;
    private final List<String> sent = new ArrayList<>();
    private final boolean checksExistingIds;
    private final int percentMoody;
    private int lines;
    private int requests;

    Trial(SplittableRandom random) {
      this.random = random;
      this.world = new World(random.split());
      this.checksExistingIds = random.nextInt(4) == 0;
      this.percentMoody = random.nextInt(101);
    }

    void troubles() {
      int percent = random.nextInt(30);
      SplittableRandom chance = random.split();
      world.store.always(Failure.REFUSED, _ -> chance.nextInt(100) < percent);
      world.store.always(Failure.ANSWER_LOST, _ -> chance.nextInt(100) < percent);
      world.store.always(Failure.STREAM_BREAKS, _ -> chance.nextInt(100) < percent);
    }

    /** One payload: up to three attempts, then Lambda's record of it. */
    void deliver() {
      String[] payload = payload();
      byte[] event = world.event(payload);
      for (int attempt = 1; attempt <= LAMBDAS_ATTEMPTS; attempt++) {
        Summary summary = forward(event);
        checkAccounts(summary, payload);
        if (!summary.failed()) {
          return;
        }
        if (checksExistingIds && random.nextBoolean()) {
          world.cluster.rollOver();
        }
      }
      world.keepRecord(event);
    }

    private String[] payload() {
      String[] payload = new String[1 + random.nextInt(12)];
      for (int i = 0; i < payload.length; i++) {
        boolean filtered = random.nextInt(6) == 0;
        payload[i] = (filtered ? "FILTERED-" : "line-") + lines++ + ".";
        if (!filtered) {
          sent.add(payload[i]);
        }
      }
      return payload;
    }

    private Summary forward(byte[] event) {
      BulkClient moody = new MoodyCluster(world.cluster, random.split(), percentMoody);
      BulkClient client = checksExistingIds ? new ExistingIdsCheck(moody, world.cluster) : moody;
      PassingTime time = new PassingTime(Duration.ofSeconds(random.nextInt(60)));
      BulkDeliveries deliveries =
          new BulkDeliveries(
              client,
              new DeliverySettings(
                  new BatchLimits(1_000_000, 1 + random.nextInt(8)),
                  1 + random.nextInt(3),
                  Duration.ofSeconds(5),
                  new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5))),
              random::split);
      ForwardingPipeline pipeline =
          new ForwardingPipeline(
              Wiring.mapper(Settings.forPreview(Map.of("LOGFERRY_EXCLUDE_PATTERN", "FILTERED"))),
              new LoopGuard(List.of()),
              deliveries,
              world.sink());
      Part part =
          Part.keptBySender(
              0, new SubscriptionDecoder(10_000_000).decode(new ByteArrayInputStream(event)));
      return pipeline.forward(part, new Invocation("request-" + requests++, time, Duration.ZERO));
    }

    /** A ledger that does not balance cannot be made; here it is held against what is there. */
    private void checkAccounts(Summary summary, String[] payload) {
      Ledger ledger = summary.ledger();
      assertThat(ledger.received()).isEqualTo(payload.length);
      assertThat(summary.failed()).isEqualTo(ledger.count(Outcome.RETURNED) > 0);
      Set<String> missing = new HashSet<>(List.of(payload));
      missing.removeIf(line -> line.startsWith("FILTERED"));
      missing.removeAll(new HashSet<>(world.storedLines()));
      assertThat(missing.size())
          .as("%s", summary)
          .isLessThanOrEqualTo(
              ledger.count(Outcome.DEAD_LETTERED) + ledger.count(Outcome.RETURNED));
    }

    void redriveInTrouble() {
      world.cluster.rollOver();
      world.cluster.failing(random.nextInt(50), random.split());
      world.rules = "rules-" + random.nextInt(3);
      world.redrive(
          random.nextBoolean() ? ALL : RedriveRequest.SCHEDULED,
          new PassingTime(Duration.ofSeconds(random.nextInt(300))));
      world.cluster.failing(0, random.split());
    }

    void health() {
      world.store.recover();
      world.cluster.rollOver();
      world.redrive(ALL);
      world.redrive(ALL);
    }
  }
}
