package dev.logferry.localstack.cloudwatch;

import dev.logferry.localstack.cloudwatch.filter.FilterPattern;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The actions on subscription filters. */
final class SubscriptionActions {
  private static final Pattern FUNCTION_ARN =
      Pattern.compile("arn:[^:]*:lambda:[^:]*:\\d{12}:function:([a-zA-Z0-9_-]+)(:[^:]+)?");

  private final LogGroups groups;
  private final CloudWatchLogsSettings settings;
  private final PendingWork pending;

  SubscriptionActions(LogGroups groups, CloudWatchLogsSettings settings, PendingWork pending) {
    this.groups = groups;
    this.settings = settings;
    this.pending = pending;
  }

  /** Invokes the function with a control message first, as CloudWatch does. */
  ObjectNode putSubscriptionFilter(Parameters request) {
    LogGroup group = groups.named(request.required("logGroupName"));
    String arn = request.required("destinationArn");
    String pattern = request.text("filterPattern").orElse("");
    FunctionDestination function = function(arn);
    var filter =
        new SubscriptionFilter(
            request.required("filterName"),
            pattern,
            parsed(pattern),
            arn,
            settings.clock().instant());
    pending.begin();
    var _ =
        function
            .invokeAsync(
                SubscriptionPayload.controlMessage(settings.clock().millis()).toLambdaEvent())
            .whenComplete((_, _) -> pending.end(1));
    group.subscribe(Subscription.start(group.name(), filter, function, settings, pending));
    return JsonMapper.shared().createObjectNode();
  }

  private FunctionDestination function(String arn) {
    Matcher matcher = FUNCTION_ARN.matcher(arn);
    FunctionDestination function =
        matcher.matches() ? settings.functions().get(matcher.group(1)) : null;
    if (function == null) {
      throw ServiceException.invalidParameter(
          "Could not execute the lambda function. Make sure you have given CloudWatch Logs"
              + " permission to execute your function. Functions here: "
              + settings.functions().keySet());
    }
    return function;
  }

  ObjectNode describeSubscriptionFilters(Parameters request) {
    LogGroup group = groups.named(request.required("logGroupName"));
    String prefix = request.text("filterNamePrefix").orElse("");
    ObjectNode response = JsonMapper.shared().createObjectNode();
    ArrayNode list = response.putArray("subscriptionFilters");
    for (Subscription subscription : group.subscriptions()) {
      SubscriptionFilter filter = subscription.filter();
      if (filter.name().startsWith(prefix)) {
        list.addObject()
            .put("filterName", filter.name())
            .put("logGroupName", group.name())
            .put("filterPattern", filter.pattern())
            .put("destinationArn", filter.destinationArn())
            .put("distribution", "ByLogStream")
            .put("applyOnTransformedLogs", false)
            .put("creationTime", filter.created().toEpochMilli());
      }
    }
    return response;
  }

  ObjectNode deleteSubscriptionFilter(Parameters request) {
    groups.named(request.required("logGroupName")).unsubscribe(request.required("filterName"));
    return JsonMapper.shared().createObjectNode();
  }

  static FilterPattern parsed(String pattern) {
    try {
      return FilterPattern.parse(pattern);
    } catch (IllegalArgumentException invalid) {
      throw ServiceException.invalidParameter("Invalid filter pattern: " + invalid.getMessage());
    }
  }
}
