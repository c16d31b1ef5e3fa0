package dev.logferry.api.ranking;

/** The time that a ranking looks back on: whole days up to the day before it was made. */
public enum Period {
  WEEK(7),
  MONTH(30),
  YEAR(365);

  private final int days;

  Period(int days) {
    this.days = days;
  }

  /** How many days it spans. */
  public int days() {
    return days;
  }
}
