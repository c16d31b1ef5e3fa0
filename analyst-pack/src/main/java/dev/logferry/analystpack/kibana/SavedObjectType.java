package dev.logferry.analystpack.kibana;

/**
 * Kinds of saved objects, each with the oldest version of its form that has what the pack writes.
 */
public enum SavedObjectType {
  DATA_VIEW("index-pattern", "data view", "8.0.0"),
  SEARCH("search", "saved search", "10.1.0"),
  DASHBOARD("dashboard", "dashboard", "10.2.0");

  private final String typeName;
  private final String description;
  private final String migrationVersion;

  SavedObjectType(String typeName, String description, String migrationVersion) {
    this.typeName = typeName;
    this.description = description;
    this.migrationVersion = migrationVersion;
  }

  /** Kibana's name. */
  public String typeName() {
    return typeName;
  }

  /** Names it for a person. */
  public String description() {
    return description;
  }

  /** Kibana migrates what it imports from this version to its own. */
  String migrationVersion() {
    return migrationVersion;
  }
}
