package dev.logferry.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A statement of a policy.
 *
 * @param id of the resource and of the statement
 * @param allows or else it denies
 */
record Statement(
    String id,
    boolean allows,
    Set<String> actions,
    Set<String> resources,
    JsonNode principal,
    JsonNode condition) {

  /** Those of a role, a managed policy, or the policy of a bucket, queue or topic. */
  static List<Statement> of(Resource resource) {
    List<Statement> statements = new ArrayList<>();
    add(resource, resource.at("/PolicyDocument"), statements);
    for (JsonNode policy : resource.at("/Policies")) {
      add(resource, policy.path("PolicyDocument"), statements);
    }
    return statements;
  }

  private static void add(Resource resource, JsonNode document, List<Statement> statements) {
    for (JsonNode statement : document.path("Statement")) {
      statements.add(
          new Statement(
              resource.id() + "." + statement.path("Sid").asString("?"),
              statement.path("Effect").asString().equals("Allow"),
              texts(statement.path("Action")),
              texts(statement.path("Resource")),
              statement.path("Principal"),
              statement.path("Condition")));
    }
  }

  private static Set<String> texts(JsonNode oneOrMany) {
    Set<String> texts = new TreeSet<>();
    if (oneOrMany.isString()) {
      texts.add(oneOrMany.asString());
    }
    oneOrMany.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
