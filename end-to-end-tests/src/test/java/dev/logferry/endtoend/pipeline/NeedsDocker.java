package dev.logferry.endtoend.pipeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a test, with the reason, where Docker does not answer. With LOGFERRY_DOCKER_REQUIRED=true
 * it runs all the same, and fails there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

  /** Asks for Docker once. */
  final class Condition implements ExecutionCondition {

    private static final String NEEDED = ", and this test runs the official Elasticsearch image";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Boolean.parseBoolean(System.getenv("LOGFERRY_DOCKER_REQUIRED"))) {
        return ConditionEvaluationResult.enabled("LOGFERRY_DOCKER_REQUIRED is true");
      }
      try {
        return DockerClientFactory.instance().isDockerAvailable()
            ? ConditionEvaluationResult.enabled("Docker answers")
            : ConditionEvaluationResult.disabled("Docker does not answer here" + NEEDED);
      } catch (RuntimeException e) { // such as a Docker that cannot pull Testcontainers' own images
        return ConditionEvaluationResult.disabled(
            "Testcontainers cannot use the Docker that is here (" + e.getMessage() + ")" + NEEDED);
      }
    }
  }
}
