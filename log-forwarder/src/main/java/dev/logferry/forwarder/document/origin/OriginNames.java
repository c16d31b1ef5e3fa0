package dev.logferry.forwarder.document.origin;

import dev.logferry.forwarder.decode.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the names of a log group and a log stream say, where they are those of the awslogs driver on
 * ECS, of Lambda, of EKS's Container Insights, or of RDS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html">awslogs:
 *     {@code prefix/container/task}</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference.html">Container
 *     Insights</a>
 */
final class OriginNames {

  private static final String LAMBDA = "/aws/lambda/";
  private static final String CONTAINER_INSIGHTS = "/aws/containerinsights/";
  private static final String EKS = "/aws/eks/";
  private static final String RDS = "/aws/rds/";
  private static final String CONTAINERS = ".var.log.containers.";

  private final Map<String, String> fields = new LinkedHashMap<>();
  private String service;

  private OriginNames(Origin origin) {
    this.service = lastPart(origin.logGroup());
  }

  static OriginNames of(Origin origin) {
    OriginNames names = new OriginNames(origin);
    String group = origin.logGroup();
    if (group.startsWith(LAMBDA)) {
      names.lambda(group.substring(LAMBDA.length()), origin.logStream());
    } else if (group.startsWith(CONTAINER_INSIGHTS)) {
      names.eks(part(group, CONTAINER_INSIGHTS), origin.logStream());
    } else if (group.startsWith(EKS)) {
      names.put("orchestrator.type", "kubernetes");
      names.put("orchestrator.cluster.name", part(group, EKS));
    } else if (group.startsWith(RDS)) {
      names.rds(group);
    } else {
      names.ecs(origin.logStream());
    }
    return names;
  }

  /** Fields by their paths; a line's own values go before them. */
  Map<String, String> fields() {
    return fields;
  }

  /** The service, as far as names say it; never empty. */
  String service() {
    return service;
  }

  /**
   * {@code 2026/11/28/[$LATEST]8f50…}: the version of the function, and its execution environment.
   */
  private void lambda(String function, String stream) {
    put("faas.name", function);
    service = function.isEmpty() ? service : function;
    int open = stream.indexOf('[');
    int close = stream.indexOf(']', open + 1);
    if (open >= 0 && close > open + 1) {
      put("faas.version", stream.substring(open + 1, close));
    }
  }

  /** {@code HOST-application.var.log.containers.POD_NAMESPACE_CONTAINER-ID.log} */
  private void eks(String cluster, String stream) {
    put("orchestrator.type", "kubernetes");
    put("orchestrator.cluster.name", cluster);
    int containers = stream.indexOf(CONTAINERS);
    if (containers < 0) {
      return;
    }
    String host = stream.substring(0, containers);
    int kind = host.lastIndexOf('-');
    put("host.name", kind > 0 ? host.substring(0, kind) : host);
    String file = stream.substring(containers + CONTAINERS.length());
    String name = file.endsWith(".log") ? file.substring(0, file.length() - 4) : file;
    int pod = name.indexOf('_');
    int namespace = name.indexOf('_', pod + 1);
    int id = name.lastIndexOf('-');
    if (pod > 0 && namespace > pod && id > namespace) {
      put("orchestrator.resource.type", "pod");
      put("orchestrator.resource.name", name.substring(0, pod));
      put("orchestrator.namespace", name.substring(pod + 1, namespace));
      service = name.substring(namespace + 1, id);
      put("container.name", service);
      put("container.id", name.substring(id + 1));
    }
  }

  /** {@code /aws/rds/instance/NAME/postgresql} */
  private void rds(String group) {
    String[] parts = group.split("/", -1);
    if (parts.length > 4 && !parts[4].isEmpty()) {
      service = parts[4];
    }
  }

  /** {@code PREFIX/CONTAINER/TASK}, the task being 32 hexadecimal digits or, once, a UUID. */
  private void ecs(String stream) {
    int task = stream.lastIndexOf('/');
    int container = task < 0 ? -1 : stream.lastIndexOf('/', task - 1);
    String taskId = stream.substring(task + 1);
    if (container > 0 && task > container + 1 && isTask(taskId)) {
      put("container.name", stream.substring(container + 1, task));
      put("orchestrator.type", "ecs");
      put("orchestrator.resource.id", taskId);
      put("orchestrator.resource.type", "task");
      put("host.name", taskId); // on Fargate each task has a host of its own
    }
  }

  private static boolean isTask(String id) {
    String digits = id.replace("-", "");
    if (digits.length() != 32) {
      return false;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private void put(String field, String value) {
    if (!value.isEmpty()) {
      fields.put(field, value);
    }
  }

  /** What follows a prefix, up to the next slash. */
  private static String part(String group, String prefix) {
    int end = group.indexOf('/', prefix.length());
    return group.substring(prefix.length(), end < 0 ? group.length() : end);
  }

  private static String lastPart(String group) {
    String name = group;
    while (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.isEmpty() ? group : last;
  }
}
