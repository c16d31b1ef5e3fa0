package dev.logferry.forwarder.document.time;

/**
 * What a line does not say of its time, so that it was assumed. Such documents are marked in {@code
 * logferry.assumed}.
 */
public enum Assumption {
  /** No time zone: that of the setting or the route. */
  TIME_ZONE("time_zone"),
  /** No year: the one that brings the time nearest to CloudWatch's. */
  YEAR("year"),
  /** Only a time of day: the day that brings it nearest to CloudWatch's time. */
  DATE("date");

  private final String fieldValue;

  Assumption(String fieldValue) {
    this.fieldValue = fieldValue;
  }

  /** The name as written in documents. */
  public String fieldValue() {
    return fieldValue;
  }
}
