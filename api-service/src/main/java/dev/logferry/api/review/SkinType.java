package dev.logferry.api.review;

/** What reviewers say of their skin. */
public enum SkinType {
  NORMAL,
  DRY,
  OILY,
  COMBINATION,
  SENSITIVE
}
