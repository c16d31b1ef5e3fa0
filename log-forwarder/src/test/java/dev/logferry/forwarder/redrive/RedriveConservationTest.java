package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Call;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever S3 and the cluster do to two redrives at once, each event is somewhere, and once. */
class RedriveConservationTest {

  private static final RedriveRequest ALL =
      new RedriveRequest(Optional.of(""), Optional.of(""), false);

  @Property(shrinking = ShrinkingMode.OFF)
  void every_event_is_stored_once_or_its_object_is_still_there(@ForAll long seed)
      throws InterruptedException {
    Trial trial = new Trial(new SplittableRandom(seed));
    trial.makeObjects();
    trial.beginFaults();

    for (int round = 0; round < 3; round++) {
      trial.twoRedrivesAtOnce();
      assertThat(trial.deletedTooEarly).isEmpty();
      assertThat(trial.world.storedLines()).doesNotHaveDuplicates();
      trial.world.cluster.rollOver();
    }

    trial.endFaults();
    trial.world.redrive(ALL);
    trial.world.redrive(ALL);

    assertThat(trial.world.storedLines()).containsExactlyInAnyOrderElementsOf(trial.deliverable);
    assertThat(trial.world.store.keys(FAILURES)).isEmpty();
    assertThat(trial.world.store.keys(DEAD)).allMatch(key -> key.startsWith("malformed/"));
    assertThat(trial.deadLetters()).containsAll(trial.junk);
    assertThat(trial.deletedTooEarly).isEmpty();
  }

  private static final class Trial {
    private final SplittableRandom random;
    private final World world;
    private final Map<String, Set<String>> textsOf = new HashMap<>();
    private final Set<String> deliverable = new HashSet<>();
    private final Set<String> junk = new HashSet<>();
    private final List<String> deletedTooEarly = new CopyOnWriteArrayList<>();
    private int texts;

    Trial(SplittableRandom random) {
      this.random = random;
      this.world = new World(random.split());
      world.parallelObjects = 1 + random.nextInt(4);
      world.store.withPageSize(1 + random.nextInt(6));
    }

    void makeObjects() {
      int count = 1 + random.nextInt(12);
      for (int i = 0; i < count; i++) {
        Set<String> before = new HashSet<>(world.store.keys(FAILURES));
        before.addAll(world.store.keys(DEAD));
        Set<String> made = makeObject();
        Set<String> after = new HashSet<>(world.store.keys(FAILURES));
        after.addAll(world.store.keys(DEAD));
        after.removeAll(before);
        after.forEach(key -> textsOf.put(key, made));
      }
    }

    private Set<String> makeObject() {
      String[] lines = new String[1 + random.nextInt(5)];
      for (int i = 0; i < lines.length; i++) {
        lines[i] = (random.nextInt(4) == 0 ? "REFUSED-" : "line-") + texts++ + ".";
      }
      byte[] gzip = Payloads.gzip(world.envelope(lines));
      switch (random.nextInt(6)) {
        case 0 -> {
          String text = "junk-" + texts++ + ".";
          world.record("{\"requestPayload\":{\"awslogs\":{\"data\":\"%s\"}}}".formatted(text));
          junk.add(text);
          return Set.of(text);
        }
        case 1 -> world.record("{\"payload\":%s}".formatted(World.kinesisEvent(gzip)));
        case 4 -> world.record(World.asyncRecord(World.objectEvent(world.firehoseObject(lines))));
        case 2 -> rejected(lines);
        case 3 -> malformed(gzip);
        default -> world.failedInvocation(lines);
      }
      deliverable.addAll(List.of(lines));
      return Set.of(lines);
    }

    private void rejected(String[] lines) {
      world.rules = "rules-0";
      DeadLetters letters = world.deadLetters(new OutcomeCounts());
      for (String line : lines) {
        String json =
            "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":\"%s\"}".formatted(line);
        letters.rejected(
            new LogDocument(
                new DataStream("test", "default"),
                "id-" + line,
                json.getBytes(StandardCharsets.UTF_8),
                0,
                Set.of(),
                0),
            new Rejection(new Cause(400, "t", "f", "r"), 1, false));
      }
      letters.finish();
      world.rules = "rules-1";
    }

    private void malformed(byte[] gzip) {
      world.readingRules = "reading-0";
      DeadLetters letters = world.deadLetters(new OutcomeCounts());
      letters.malformed(0, gzip, "an older forwarder could not");
      letters.finish();
      world.readingRules = "reading-1";
    }

    void beginFaults() {
      world.cluster.rejects("REFUSED");
      world.cluster.failing(random.nextInt(40), random.split());
      int percent = random.nextInt(20);
      SplittableRandom chance = random.split();
      world.store.always(Failure.REFUSED, _ -> chance.nextInt(100) < percent);
      world.store.always(Failure.STREAM_BREAKS, _ -> chance.nextInt(100) < percent);
      world.store.always(
          Failure.ANSWER_LOST,
          call -> {
            checkDeletion(call);
            return chance.nextInt(100) < percent;
          });
    }

    /** When a deletion is asked for, everything in the object has another place. */
    private void checkDeletion(Call call) {
      if (call.operation() != Operation.DELETE) {
        return;
      }
      Set<String> missing = new HashSet<>(textsOf.getOrDefault(call.key(), Set.of()));
      world.storedLines().forEach(missing::remove);
      missing.removeAll(deadLetters());
      if (!missing.isEmpty()) {
        deletedTooEarly.add(call.key() + " with " + missing);
      }
    }

    void twoRedrivesAtOnce() throws InterruptedException {
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        threads.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                .start(() -> world.redrive(random.nextBoolean() ? ALL : RedriveRequest.SCHEDULED)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
    }

    void endFaults() {
      world.store.recover();
      world.cluster.failing(0, random.split());
      world.cluster.acceptsEverything();
    }

    /** All texts that are in dead letters, as documents or in payloads. */
    Set<String> deadLetters() {
      Set<String> found = new HashSet<>();
      for (DeadLetter letter : letters()) {
        String content =
            switch (letter) {
              case RejectedDocument document ->
                  new String(document.document(), StandardCharsets.UTF_8);
              case MalformedPayload(byte[] payload, _) -> readable(payload);
            };
        textsOf
            .values()
            .forEach(texts -> texts.stream().filter(content::contains).forEach(found::add));
      }
      return found;
    }

    private List<DeadLetter> letters() {
      try {
        return new WorldsLetters(world).letters("");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String readable(byte[] payload) {
      return payload.length > 0 && payload[0] == 0x1f
          ? unzipped(payload)
          : new String(payload, StandardCharsets.UTF_8);
    }

    private static String unzipped(byte[] gzip) {
      try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
