package dev.logferry.forwarder.document.time;

/**
 * Days of the Gregorian calendar, counted from 1 January 1970. Arithmetic on numbers instead of
 * {@link java.time.LocalDate}, of which each line would make several.
 *
 * @see <a href="https://howardhinnant.github.io/date_algorithms.html">Algorithms for dates</a>
 */
final class Days {

  private static final int DAYS_PER_ERA = 146_097; // 400 years
  private static final int TO_1970 = 719_468; // from 1 March of the year 0

  private Days() {}

  static boolean isDate(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, year);
  }

  private static int daysOf(int month, int year) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** The day's number; years from 0 on. */
  static long of(int year, int month, int day) {
    int fromMarch = month > 2 ? month - 3 : month + 9;
    int marchYear = month > 2 ? year : year - 1;
    long era = Math.floorDiv(marchYear, 400);
    int ofEra = Math.floorMod(marchYear, 400);
    int ofYear = (153 * fromMarch + 2) / 5 + day - 1;
    return era * DAYS_PER_ERA + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - TO_1970;
  }

  /** Year, month and day as one number: {@code 20261128}. */
  static int date(long day) {
    long shifted = day + TO_1970;
    long era = Math.floorDiv(shifted, (long) DAYS_PER_ERA);
    int dayOfEra = (int) Math.floorMod(shifted, (long) DAYS_PER_ERA);
    int ofEra =
        (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / (DAYS_PER_ERA - 1)) / 365;
    int ofYear = dayOfEra - (365 * ofEra + ofEra / 4 - ofEra / 100);
    int fromMarch = (5 * ofYear + 2) / 153;
    int dayOfMonth = ofYear - (153 * fromMarch + 2) / 5 + 1;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    int year = (int) (ofEra + era * 400) + (month <= 2 ? 1 : 0);
    return year * 10_000 + month * 100 + dayOfMonth;
  }
}
