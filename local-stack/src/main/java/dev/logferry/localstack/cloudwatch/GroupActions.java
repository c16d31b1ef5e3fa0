package dev.logferry.localstack.cloudwatch;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The actions on log groups and log streams. */
final class GroupActions {
  private final LogGroups groups;
  private final CloudWatchLogsSettings settings;

  GroupActions(LogGroups groups, CloudWatchLogsSettings settings) {
    this.groups = groups;
    this.settings = settings;
  }

  ObjectNode createLogGroup(Parameters request) {
    groups.create(request.required("logGroupName"));
    return JsonMapper.shared().createObjectNode();
  }

  ObjectNode deleteLogGroup(Parameters request) {
    groups.delete(request.required("logGroupName"));
    return JsonMapper.shared().createObjectNode();
  }

  ObjectNode createLogStream(Parameters request) {
    String stream = request.required("logStreamName");
    if (!stream.matches("[^:*]{1,512}")) {
      throw ServiceException.invalidParameter("Invalid log stream name: " + stream);
    }
    if (!groups
        .named(request.required("logGroupName"))
        .addStream(stream, settings.clock().instant())) {
      throw ServiceException.alreadyExists("The specified log stream already exists");
    }
    return JsonMapper.shared().createObjectNode();
  }

  /** All groups in one page. */
  ObjectNode describeLogGroups(Parameters request) {
    String prefix = request.text("logGroupNamePrefix").orElse("");
    String part = request.text("logGroupNamePattern").orElse("");
    ObjectNode response = JsonMapper.shared().createObjectNode();
    ArrayNode list = response.putArray("logGroups");
    for (LogGroup group : groups.all()) {
      if (group.name().startsWith(prefix) && group.name().contains(part)) {
        list.add(describe(group));
      }
    }
    return response;
  }

  private JsonNode describe(LogGroup group) {
    String arn = settings.groupArn(group.name());
    return JsonMapper.shared()
        .createObjectNode()
        .put("logGroupName", group.name())
        .put("creationTime", group.created().toEpochMilli())
        .put("metricFilterCount", 0)
        .put("arn", arn + ":*")
        .put("logGroupArn", arn)
        .put("storedBytes", group.storedBytes())
        .put("logGroupClass", "STANDARD");
  }

  /** All streams of a group in one page. */
  ObjectNode describeLogStreams(Parameters request) {
    LogGroup group = groups.named(request.group());
    String prefix = request.text("logStreamNamePrefix").orElse("");
    ObjectNode response = JsonMapper.shared().createObjectNode();
    ArrayNode list = response.putArray("logStreams");
    group
        .streams()
        .forEach(
            (stream, created) -> {
              if (stream.startsWith(prefix)) {
                list.addObject()
                    .put("logStreamName", stream)
                    .put("creationTime", created.toEpochMilli())
                    .put("arn", settings.groupArn(group.name()) + ":log-stream:" + stream);
              }
            });
    return response;
  }
}
