package dev.logferry.localstack.lambda.onfailure;

/** Why Lambda gave an event up. */
public enum OnFailureCondition {
  RETRIES_EXHAUSTED("RetriesExhausted"),
  EVENT_AGE_EXCEEDED("EventAgeExceeded");

  private final String wireName;

  OnFailureCondition(String wireName) {
    this.wireName = wireName;
  }

  /** As it stands in the record. */
  public String wireName() {
    return wireName;
  }
}
