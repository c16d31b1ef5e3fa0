package dev.logferry.api.database;

/** A question that the service asks often. */
record HotQuestion(String name, Question question) {

  @Override
  public String toString() {
    return name;
  }
}
