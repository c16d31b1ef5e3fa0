package dev.logferry.cli.audit;

import co.elastic.clients.elasticsearch.core.BulkRequest;
import dev.logferry.cli.CommandRun;
import dev.logferry.cli.LogferryCommand;
import dev.logferry.cli.terminal.UndeterminedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Measures {@code audit} and {@code backfill} in processes of their own with a heap of 64 MiB:
 * {@code AuditMeasurement audit 5000000} and {@code AuditMeasurement backfill 1000000}. A backfill
 * is killed three times, when a quarter, a half and three quarters are stored. Run by hand, on the
 * test class path.
 */
public final class AuditMeasurement {
  private static final String GROUP = "/ecs/measured";
  private static final long START = CommandRun.NOW.minus(Duration.ofHours(3)).toEpochMilli();

  private AuditMeasurement() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("audit-measurement");
    int events = Integer.parseInt(arguments[1]);
    try (AuditedPipeline pipeline = new AuditedPipeline(folder)) {
      pipeline.createGroup(GROUP);
      timed("put into CloudWatch", () -> put(pipeline, events));
      if (arguments[0].equals("audit")) {
        timed("stored in Elasticsearch", () -> store(pipeline));
        pipeline.refresh();
        timed("audit", () -> run(pipeline, folder, "audit", Long.MAX_VALUE));
      } else {
        for (int interruption = 1; interruption <= 3; interruption++) {
          long killAfter = (long) events * interruption / 4;
          timed("killed", () -> run(pipeline, folder, "backfill", killAfter));
        }
        timed("backfill", () -> run(pipeline, folder, "backfill", Long.MAX_VALUE));
        pipeline.refresh();
        System.out.printf(Locale.ROOT, "stored %,d%n", pipeline.stored(GROUP));
      }
    }
    System.exit(0);
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private static void timed(String what, Step step) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    step.run();
    System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
  }

  private static void put(AuditedPipeline pipeline, int events) {
    pipeline.put(
        GROUP,
        START,
        IntStream.range(0, events)
            .mapToObj(number -> "{\"log.level\":\"ERROR\",\"message\":\"event " + number + "\"}"));
  }

  /** Only what an audit looks at, but for every thousandth event. */
  private static void store(AuditedPipeline pipeline) throws InterruptedException {
    String token = null;
    int number = 0;
    do {
      FilterLogEventsResponse page = pipeline.page(GROUP, token);
      List<BulkRequest.Builder> bulk = new ArrayList<>(List.of(new BulkRequest.Builder()));
      for (FilteredLogEvent event : page.events()) {
        if (++number % 1000 != 0) {
          pipeline.add(bulk.getFirst(), GROUP, event);
        }
      }
      if (!page.events().isEmpty()) { // the last page is empty, and so would be its request
        send(pipeline, bulk.getFirst().build());
      }
      token = page.nextToken();
    } while (token != null);
  }

  /** Again until the server has memory for it: it has a heap of 512 MiB. */
  private static void send(AuditedPipeline pipeline, BulkRequest bulk) throws InterruptedException {
    while (true) {
      try {
        pipeline.send(bulk);
        return;
      } catch (UndeterminedException rejected) {
        if (!rejected.toString().contains("429")) {
          throw rejected;
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  /** As long as the data stream is being made, no shard answers. */
  private static long stored(AuditedPipeline pipeline) {
    try {
      return pipeline.stored(GROUP);
    } catch (UndeterminedException notYet) {
      System.out.println(notYet.getMessage());
      return 0;
    }
  }

  private static void run(
      AuditedPipeline pipeline, Path folder, String command, long killAfterStored)
      throws IOException, InterruptedException {
    List<String> process =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xlog:gc*:file=" + folder.resolve("gc.log"),
                "-cp",
                System.getProperty("java.class.path"),
                LogferryCommand.class.getName(),
                command,
                "--log-group",
                GROUP,
                "--from",
                "2026-11-22T06:00:00Z",
                "--to",
                "2026-11-22T09:30:00Z",
                "--json",
                "--env-file",
                pipeline.envFile().toString(),
                "--state",
                folder.resolve("state").toString()));
    if (command.equals("backfill")) {
      process.addAll(List.of("--rate", "0"));
    }
    Process started =
        new ProcessBuilder(process)
            .redirectOutput(folder.resolve("out.json").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    while (!started.waitFor(500, TimeUnit.MILLISECONDS)) {
      if (killAfterStored < Long.MAX_VALUE && stored(pipeline) >= killAfterStored) {
        started.destroyForcibly().waitFor();
      }
    }
    List<String> lines = Files.readAllLines(folder.resolve("out.json"));
    System.out.printf(
        "exit code %d, %d lines, the last: %s%n",
        started.exitValue(), lines.size(), lines.isEmpty() ? "" : lines.getLast());
  }
}
