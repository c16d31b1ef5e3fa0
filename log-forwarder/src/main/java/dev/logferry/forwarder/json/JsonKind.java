package dev.logferry.forwarder.json;

/** What a JSON value is. */
public enum JsonKind {
  OBJECT,
  ARRAY,
  STRING,
  /** A number without fraction and exponent. */
  WHOLE_NUMBER,
  /** A number with a fraction or an exponent. */
  FRACTION,
  TRUE,
  FALSE,
  NULL
}
