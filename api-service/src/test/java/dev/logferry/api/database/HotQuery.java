package dev.logferry.api.database;

/** A query that the service sends often. */
record HotQuery(String name, Query query) {

  @Override
  public String toString() {
    return name;
  }
}
