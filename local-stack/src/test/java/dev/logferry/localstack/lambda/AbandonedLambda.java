package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.function.EchoStream;
import java.nio.file.Path;
import java.time.Duration;

/** A program that starts a function, tells its process id, and waits to be ended. */
final class AbandonedLambda {
  private AbandonedLambda() {}

  public static void main(String[] arguments) throws InterruptedException {
    var function =
        FunctionSettings.of("abandoned", EchoStream.class.getName(), Path.of(arguments[0]))
            .withTimeout(Duration.ofMinutes(5));
    var lambda = LocalLambda.start(function);
    lambda.invoke(new byte[0]);
    ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
    Thread.currentThread().join();
  }
}
