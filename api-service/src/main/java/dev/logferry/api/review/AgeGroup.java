package dev.logferry.api.review;

/** A reviewer's age, as far as it is told. The API writes lower case and hyphens. */
public enum AgeGroup {
  UNDER_20,
  TWENTIES,
  THIRTIES,
  FORTIES,
  FIFTIES,
  SIXTY_PLUS
}
