package dev.logferry.api.review;

import dev.logferry.api.http.Choices;
import io.avaje.jsonb.Json;

/** What reviewers say of their skin. */
public enum SkinType {
  NORMAL,
  DRY,
  OILY,
  COMBINATION,
  SENSITIVE;

  /** As the API writes it. */
  @Json.Value
  public String text() {
    return Choices.text(this);
  }
}
