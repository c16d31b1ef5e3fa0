package dev.logferry.analystpack.elasticsearch;

import tools.jackson.databind.node.ObjectNode;

/**
 * Something that Elasticsearch stores under a name.
 *
 * @param kind what it is, and so by which API it is stored
 * @param name unique within its kind
 * @param body as its API takes it
 */
public record PackObject(Kind kind, String name, ObjectNode body) {

  /** In the order of installation: nothing refers to what comes after it. */
  public enum Kind {
    LIFECYCLE_POLICY("lifecycle policy", "_ilm/policy"),
    COMPONENT_TEMPLATE("component template", "_component_template"),
    INDEX_TEMPLATE("index template", "_index_template"),
    ROLE("role", "_security/role");

    private final String description;
    private final String api;

    Kind(String description, String api) {
      this.description = description;
      this.api = api;
    }

    /** Names it for a person. */
    public String description() {
      return description;
    }

    /** First part of the path of its API, without slashes around it. */
    public String api() {
      return api;
    }
  }

  /** Where it is read, stored and deleted, with a slash before it. */
  public String path() {
    return "/%s/%s".formatted(kind.api(), name);
  }
}
