package dev.logferry.localstack.chaos;

import dev.logferry.localstack.SecretsStandIn;
import dev.logferry.localstack.chaos.FaultyNode.Mode;
import dev.logferry.localstack.lambda.LocalLambda;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Brings a fault about, holds it for a while, and lifts it. For one thread. */
final class FaultInjector {

  private static final Duration KILL_LIMIT = Duration.ofSeconds(60);
  private static final Duration LETTER_LIMIT = Duration.ofSeconds(30);
  private static final String NO_BLOCK = "null";

  private final ChaosStack stack;
  private final ChaosPlan plan;
  private final Traffic traffic;
  private final RedriveSchedule redrives;
  private final Timeline timeline;
  private final Random random;

  FaultInjector(
      ChaosStack stack,
      ChaosPlan plan,
      Traffic traffic,
      RedriveSchedule redrives,
      Timeline timeline) {
    this.stack = stack;
    this.plan = plan;
    this.traffic = traffic;
    this.redrives = redrives;
    this.timeline = timeline;
    this.random = new Random(plan.seed());
  }

  /** Returns when the fault is over. */
  void inject(Fault fault) throws Exception {
    timeline.tell(fault + " begins");
    if (plan.rolloversAtAnyTime()) {
      Thread.ofVirtual().start(this::rollOverInTheMidst);
    }
    switch (fault) {
      case SERVER_KILLED -> killServer();
      case DISK_FULL -> block("index.blocks.read_only_allow_delete", () -> hold(3, 6));
      case WRITES_BLOCKED -> block("index.blocks.write", this::holdUntilDeadLettered);
      case MAPPING_CONFLICT -> {} // The payloads of this turn bring it.
      case PASSWORD_ROTATED -> rotatePassword();
      case NODE_REFUSES -> spoil(oneNode(), Mode.REFUSING);
      case NODE_RESETS -> resetSeveralTimes();
      case NODE_SILENT -> spoil(oneNode(), Mode.SILENT);
      case NODE_SLOW -> spoil(oneNode(), Mode.SLOW);
      case ANSWERS_CUT -> spoil(stack.nodes(), Mode.CUTTING);
      case STORE_STOPPED -> stopStore();
      case FUNCTION_KILLED -> kill(stack.forwarder());
      case REDRIVE_KILLED -> kill(stack.redrive());
      case ROLLED_OVER -> rollOver();
    }
    timeline.tell(fault + " is over");
  }

  private void killServer() throws InterruptedException {
    stack.server().killProcess();
    hold(0, 3);
    stack.server().startProcess();
  }

  private void block(String setting, Traffic.Act meanwhile) throws Exception {
    setBlock(setting, "true");
    try {
      meanwhile.run();
    } finally {
      setBlock(setting, NO_BLOCK);
    }
  }

  /** Streams that nothing was sent to yet are not there. */
  private void setBlock(String setting, String value) throws IOException, InterruptedException {
    JsonNode _ =
        stack
            .admin()
            .demand(
                "PUT",
                "/logs-*-*/_settings?allow_no_indices=true",
                "{\"%s\":%s}".formatted(setting, value));
  }

  private void rotatePassword() throws InterruptedException {
    var rotated = stack.server().rotateShipperPassword();
    hold(3, 5);
    stack.secrets().change(SecretsStandIn.of(rotated.name(), rotated.password()));
  }

  private List<FaultyNode> oneNode() {
    return List.of(stack.nodes().get(random.nextInt(stack.nodes().size())));
  }

  private void spoil(List<FaultyNode> nodes, Mode mode) throws InterruptedException {
    nodes.forEach(node -> node.become(mode));
    hold(3, 6);
    nodes.forEach(node -> node.become(Mode.PASSING));
  }

  private void resetSeveralTimes() throws InterruptedException {
    FaultyNode node = oneNode().getFirst();
    for (int times = 0; times < 10; times++) {
      pause(Duration.ofMillis(random.nextInt(400)));
      node.reset();
    }
  }

  private void stopStore() throws Exception {
    block(
        "index.blocks.write",
        () -> {
          stack.s3().stop();
          hold(3, 5);
          stack.s3().restart();
        });
  }

  /** At a random moment of a run on an event; an earlier one if the run was over by then. */
  private void kill(LocalLambda function) throws InterruptedException {
    long startNanos = System.nanoTime();
    int longestMillis = 800;
    boolean hit = false;
    while (!hit) {
      if (System.nanoTime() - startNanos > KILL_LIMIT.toNanos()) {
        throw new IllegalStateException("the function was never met at work");
      }
      pause(Duration.ofMillis(2));
      if (function.isInvoked()) {
        pause(Duration.ofMillis(random.nextInt(longestMillis)));
        longestMillis = Math.max(1, longestMillis / 4);
        hit = function.isInvoked() && function.killEnvironment();
      }
    }
  }

  private void rollOver() throws Exception {
    traffic.inSilence(() -> redrives.betweenRuns(this::rollOverNow));
  }

  private void rollOverInTheMidst() {
    try {
      pause(Duration.ofSeconds(1));
      rollOverNow();
    } catch (IOException e) {
      timeline.tell("no rollover: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void rollOverNow() throws IOException, InterruptedException {
    for (String stream : ChaosStack.DATA_STREAMS) {
      JsonNode answer = stack.admin().ask("POST", "/" + stream + "/_rollover", "{}");
      timeline.tell(
          "%s -> %s".formatted(stream, answer.path("new_index").asString("is not there yet")));
    }
  }

  private void hold(int leastSeconds, int mostSeconds) throws InterruptedException {
    pause(Duration.ofMillis(random.nextInt(leastSeconds * 1000, mostSeconds * 1000)));
  }

  /** Long enough to matter on a slow machine, too. */
  private void holdUntilDeadLettered() throws InterruptedException {
    long before = stack.ledgers().deadLettered();
    long startNanos = System.nanoTime();
    hold(1, 2);
    while (stack.ledgers().deadLettered() == before
        && System.nanoTime() - startNanos < LETTER_LIMIT.toNanos()) {
      pause(Duration.ofMillis(20));
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
