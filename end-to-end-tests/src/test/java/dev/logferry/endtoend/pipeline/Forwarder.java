package dev.logferry.endtoend.pipeline;

import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.ForwarderFunction.Entry;
import dev.logferry.localstack.lambda.LocalLambda;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The forwarder as it is deployed, in the real runtime client. */
final class Forwarder {

  private Forwarder() {}

  /** The environment that sends to a cluster as its least-privilege user. */
  static Map<String, String> environment(Cluster cluster) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", cluster.url().toString());
    environment.put("LOGFERRY_ELASTICSEARCH_CA_PEM", cluster.caPem());
    environment.put("LOGFERRY_ELASTICSEARCH_USERNAME", cluster.shipper().name());
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", cluster.shipper().password());
    return environment;
  }

  static LocalLambda start(Map<String, String> environment) {
    return start(Entry.SUBSCRIPTION, environment);
  }

  static LocalLambda start(Entry entry, Map<String, String> environment) {
    return LocalLambda.start(
        ForwarderFunction.settings(
            entry,
            ForwarderFunction.taskRoot(Path.of(System.getProperty("logferry.root", ".."))),
            environment,
            512));
  }
}
