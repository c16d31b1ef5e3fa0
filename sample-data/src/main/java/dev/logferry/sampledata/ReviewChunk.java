package dev.logferry.sampledata;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** Reviews with a range of ids, as rows of the table, in the order in which they were posted. */
final class ReviewChunk {

  static final String COLUMNS =
      "review (id, product_id, posted_at, helpful_count, rating, skin_type, age_group, nickname, title, body)";

  private static final int BYTES_EACH = 480;
  private static final long SECONDS_OF_REVIEWS = Duration.ofDays(8 * 365).toSeconds();
  private static final int SECONDS_OF_DAY = 86_400;

  private final SampleDataPlan plan;
  private final Catalogue catalogue;
  private final long endSecond;

  ReviewChunk(SampleDataPlan plan, Catalogue catalogue) {
    this.plan = plan;
    this.catalogue = catalogue;
    endSecond = startOfDay(plan.now());
  }

  private static long startOfDay(Instant now) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }

  byte[] rows(int first, int count) {
    SplittableRandom random = new SplittableRandom(plan.randomSeed() * 31 + first);
    CopyRows rows = new CopyRows(count * BYTES_EACH);
    for (int id = first; id < first + count; id++) {
      write(rows, id, random);
    }
    return rows.bytes();
  }

  private void write(CopyRows rows, int id, SplittableRandom random) {
    long secondsAgo = secondsAgo(id);
    int product = catalogue.reviewedProduct(random, (int) (secondsAgo / SECONDS_OF_DAY));
    int rating = rating(random, catalogue.quality(product));
    rows.row(10)
        .int8(id)
        .int8(product)
        .timestamp(endSecond - secondsAgo)
        .int4(helpfulCount(random))
        .int2(rating)
        .int2(skinType(random))
        .int2(ageGroup(random))
        .utf8(any(ReviewWords.nicknames(), random))
        .utf8(any(ReviewWords.titles(rating), random))
        .utf8(body(random, rating));
  }

  /** Each year there are more of them. */
  private long secondsAgo(int id) {
    double passed = Math.sqrt((id - 0.5) / plan.reviews());
    return 1 + (long) ((1 - passed) * (SECONDS_OF_REVIEWS - 1));
  }

  private static int rating(SplittableRandom random, double quality) {
    // The sum of three spreads like a normal distribution with a deviation of one.
    double scatter = 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
    return Math.clamp(Math.round(quality + scatter), 1, 5);
  }

  /** Most help nobody, few help hundreds. */
  private static int helpfulCount(SplittableRandom random) {
    double chance = random.nextDouble();
    return chance < 0.4 ? 0 : (int) Math.min(2_000, 0.6 / Math.sqrt(1 - chance) / (1 - chance) - 1);
  }

  /** Shares of normal, dry, oily, combination and sensitive skin among reviewers. */
  private static int skinType(SplittableRandom random) {
    int percent = random.nextInt(100);
    return percent < 18 ? 1 : percent < 46 ? 2 : percent < 58 ? 3 : percent < 85 ? 4 : 5;
  }

  private static int ageGroup(SplittableRandom random) {
    int percent = random.nextInt(100);
    return percent < 6
        ? 0
        : percent < 42 ? 20 : percent < 73 ? 30 : percent < 89 ? 40 : percent < 97 ? 50 : 60;
  }

  private static byte[][] body(SplittableRandom random, int rating) {
    byte[][] body = new byte[2 + random.nextInt(4)][];
    for (int i = 0; i < body.length; i++) {
      boolean mixed = random.nextInt(5) == 0;
      body[i] = any(mixed ? ReviewWords.mixedSentences() : ReviewWords.sentences(rating), random);
    }
    return body;
  }

  private static byte[] any(byte[][] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }
}
