package dev.logferry.localstack.cloudwatch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The parameters of a request. */
record Parameters(JsonNode json) {

  Optional<String> text(String name) {
    return json.path(name).stringValueOpt();
  }

  OptionalLong number(String name) {
    return json.path(name).longValueOpt();
  }

  List<String> texts(String name) {
    return json.path(name).valueStream().map(JsonNode::asString).toList();
  }

  String required(String name) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                ServiceException.invalidParameter(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(name)));
  }

  /** The log group, by its name or by its identifier, which may be an ARN. */
  String group() {
    Optional<String> name = text("logGroupName");
    Optional<String> identifier = text("logGroupIdentifier");
    if (name.isPresent() == identifier.isPresent()) {
      throw ServiceException.invalidParameter(
          "Exactly one of logGroupName and logGroupIdentifier must be specified.");
    }
    return name.or(() -> identifier).orElseThrow();
  }
}
