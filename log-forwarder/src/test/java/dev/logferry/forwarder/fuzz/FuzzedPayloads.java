package dev.logferry.forwarder.fuzz;

import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lambda events, each made from a number: real envelopes from {@code events/}, changed before they
 * were compressed, after it, or in the event around them.
 */
public final class FuzzedPayloads {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<JsonNode> REAL =
      Events.names().stream()
          .filter(name -> !name.equals("one-megabyte"))
          .map(name -> JSON.readTree(Events.envelope(name)))
          .toList();

  private FuzzedPayloads() {}

  /** The Lambda event of a number: the same one in every run. */
  public static byte[] lambdaEvent(long number) {
    RandomGenerator random = new SplittableRandom(number);
    byte[] event = Payloads.lambdaEvent(gzip(random));
    return random.nextInt(8) == 0 ? damaged(random, event) : event;
  }

  private static byte[] gzip(RandomGenerator random) {
    byte[] envelope = envelope(random).getBytes(StandardCharsets.UTF_8);
    byte[] json = random.nextInt(5) == 0 ? damaged(random, envelope) : envelope;
    byte[] gzip =
        switch (random.nextInt(8)) {
          case 0 -> inMembers(random, json);
          case 1 -> emptyMembersAround(random, json);
          case 2 -> Payloads.gzip(new byte[random.nextInt(4 << 20)]);
          default -> Payloads.gzip(json);
        };
    return random.nextInt(5) == 0 ? damaged(random, gzip) : gzip;
  }

  private static String envelope(RandomGenerator random) {
    if (random.nextInt(3) == 0) {
      return Payloads.envelope(name(random), name(random), lines(random));
    }
    int oneChangeIn = random.nextInt(5, 60);
    return new FuzzedJson(random, "", oneChangeIn).changed(Ingredients.one(random, REAL)).text();
  }

  private static String name(RandomGenerator random) {
    return random.nextInt(4) == 0 ? Ingredients.text(random) : "/ecs/shop-api";
  }

  private static List<String> lines(RandomGenerator random) {
    List<String> lines = new ArrayList<>();
    for (int line = random.nextInt(6); line > 0; line--) {
      lines.add(FuzzedLines.line(random.nextLong()));
    }
    return lines;
  }

  private static byte[] inMembers(RandomGenerator random, byte[] json) {
    int middle = random.nextInt(json.length + 1);
    return joined(
        Payloads.gzip(Arrays.copyOf(json, middle)),
        Payloads.gzip(Arrays.copyOfRange(json, middle, json.length)));
  }

  private static byte[] emptyMembersAround(RandomGenerator random, byte[] json) {
    byte[] empty = Payloads.gzip(new byte[0]);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int member = random.nextInt(random.nextInt(1, 10_000)); member > 0; member--) {
      members.writeBytes(empty);
    }
    return random.nextBoolean()
        ? joined(members.toByteArray(), Payloads.gzip(json))
        : joined(Payloads.gzip(json), members.toByteArray());
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Bytes changed, cut off, added or moved. */
  private static byte[] damaged(RandomGenerator random, byte[] bytes) {
    byte[] damaged = bytes.clone();
    for (int wound = random.nextInt(1, 4); wound > 0 && damaged.length > 0; wound--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(5)) {
        case 0 -> damaged = Arrays.copyOf(damaged, at);
        case 1 -> damaged = joined(damaged, Arrays.copyOfRange(damaged, at, damaged.length));
        case 2 -> damaged = joined(damaged, new byte[random.nextInt(20)]);
        case 3 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        default -> damaged[at] = (byte) random.nextInt(256);
      }
    }
    return damaged;
  }
}
