package dev.logferry.api.review;

import dev.logferry.api.http.Choices;
import io.avaje.jsonb.Json;

/** A reviewer's age, as far as it is told. The API writes lower case and hyphens. */
public enum AgeGroup {
  UNDER_20,
  TWENTIES,
  THIRTIES,
  FORTIES,
  FIFTIES,
  SIXTY_PLUS;

  /** As the API writes it. */
  @Json.Value
  public String text() {
    return Choices.text(this);
  }
}
