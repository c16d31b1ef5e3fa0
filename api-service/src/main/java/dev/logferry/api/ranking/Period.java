package dev.logferry.api.ranking;

import dev.logferry.api.http.Choices;
import io.avaje.jsonb.Json;

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

  /** As the API writes it. */
  @Json.Value
  public String text() {
    return Choices.text(this);
  }
}
