package dev.logferry.sampledata;

import java.util.SplittableRandom;

/** Products with a range of ids, as rows of the table. */
final class ProductChunk {

  static final String COLUMNS =
      "product (id, brand_id, category_id, price_yen, released_on, name, description)";

  private static final int BYTES_EACH = 600;

  private ProductChunk() {}

  static byte[] rows(Catalogue catalogue, int first, int count) {
    CopyRows rows = new CopyRows(count * BYTES_EACH);
    for (int id = first; id < first + count; id++) {
      write(rows, catalogue, id);
    }
    return rows.bytes();
  }

  private static void write(CopyRows rows, Catalogue catalogue, int id) {
    int brand = catalogue.brandOf(id);
    int category = catalogue.categoryOf(id);
    SampleVocabulary.Kind kind = SampleVocabulary.CATEGORIES.get(category - 1);
    SplittableRandom random = catalogue.randomOf(-id);
    rows.row(7)
        .int8(id)
        .int4(brand)
        .int4(category)
        .int4(price(random))
        .date(catalogue.releasedOn(id))
        .text(SampleVocabulary.productName(SampleVocabulary.brand(brand - 1), kind, random))
        .text(SampleVocabulary.description(kind, random));
  }

  /** 400 to about 30,000 yen, most below 5,000, in tens. */
  private static int price(SplittableRandom random) {
    double chance = random.nextDouble();
    // Math.exp may differ in its last digit from one processor to the next.
    return 10 * (int) (40 * StrictMath.exp(4.3 * chance * chance));
  }
}
