package dev.logferry.localstack;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The log-forwarder as a function of the local Lambda. */
public final class ForwarderFunction {

  /** The name it goes by, here and in {@code template.yaml}. */
  public static final String NAME = "log-forwarder";

  /** The name of the function that the schedule invokes. */
  public static final String REDRIVE_NAME = "redrive";

  /** Which of its entries Lambda calls; one of each function's settings. */
  public enum Entry {
    /** A subscription filter's. */
    SUBSCRIPTION("ForwardHandler", NAME),
    /** A Kinesis stream's. */
    KINESIS("KinesisForwardHandler", NAME),
    /** Of objects that Firehose wrote. */
    OBJECTS("ObjectForwardHandler", NAME),
    /** Of the schedule that brings in what the others could not deliver. */
    REDRIVE("RedriveHandler", REDRIVE_NAME);

    private final String type;
    private final String functionName;

    Entry(String type, String functionName) {
      this.type = type;
      this.functionName = functionName;
    }

    String handler() {
      return "dev.logferry.forwarder.lambda." + type + "::handleRequest";
    }
  }

  private ForwarderFunction() {}

  /**
   * The function as it is deployed.
   *
   * @param taskRoot from {@link #taskRoot}, or a copy of it
   * @param environment the forwarder's settings
   */
  public static FunctionSettings settings(
      Path taskRoot, Map<String, String> environment, int memoryMegabytes) {
    return settings(Entry.SUBSCRIPTION, taskRoot, environment, memoryMegabytes);
  }

  /** The function with another entry than a subscription filter's. */
  public static FunctionSettings settings(
      Entry entry, Path taskRoot, Map<String, String> environment, int memoryMegabytes) {
    return FunctionSettings.of(entry.functionName, entry.handler(), taskRoot)
        .withEnvironment(environment)
        .withMemoryMegabytes(memoryMegabytes)
        .withTimeout(Duration.ofSeconds(60));
  }

  /**
   * The folder that Lambda would see as {@code /var/task}.
   *
   * @param root of the project
   * @throws IllegalStateException if the forwarder is not built
   */
  public static Path taskRoot(Path root) {
    Path taskRoot = root.resolve("log-forwarder").resolve("target").resolve("function");
    if (!Files.isDirectory(taskRoot.resolve("lib"))) {
      throw new IllegalStateException(
          "the forwarder is not built: %s is missing; run ./mvnw package -DskipTests in %s"
              .formatted(taskRoot.resolve("lib"), root));
    }
    return taskRoot;
  }

  /** Settings that send to a local Elasticsearch as its least-privilege user. */
  public static Map<String, String> environmentFor(LocalElasticsearch elasticsearch) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", elasticsearch.url().toString());
    environment.put("LOGFERRY_ELASTICSEARCH_CA_PEM", read(elasticsearch.caFile()));
    environment.put("LOGFERRY_ELASTICSEARCH_USERNAME", elasticsearch.shipper().name());
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", elasticsearch.shipper().password());
    return environment;
  }

  /** The same, with a bucket of a local S3 for dead letters. */
  public static Map<String, String> environmentFor(
      LocalElasticsearch elasticsearch, LocalS3 s3, String deadLetterBucket) {
    Map<String, String> environment = environmentFor(elasticsearch);
    environment.putAll(s3.environment());
    environment.put("LOGFERRY_DEAD_LETTER_BUCKET", deadLetterBucket);
    return environment;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
