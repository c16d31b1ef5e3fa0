package dev.logferry.endtoend.chaos;

import dev.logferry.endtoend.SecretsStandIn;
import dev.logferry.endtoend.chaos.FaultyNode.Mode;
import dev.logferry.localstack.lambda.LocalLambda;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Brings a fault about, holds it for a while, and lifts it. Not thread-safe. */
final class FaultInjector {

  /** Only so that a run that waits for something that never happens comes to its end. */
  private static final Duration EFFECT_LIMIT = Duration.ofMinutes(10);

  /** After so long without a run, the turn's payloads are taken to be delivered. */
  private static final Duration IDLE = Duration.ofSeconds(1);

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

  /**
   * Returns when the fault is over.
   *
   * @param inEffect run as soon as whatever is sent meets the fault
   */
  void inject(Fault fault, Runnable inEffect) throws Exception {
    timeline.tell(fault + " begins");
    if (plan.rolloversAtAnyTime()) {
      Thread.ofVirtual().start(this::rollOverInTheMidst);
    }
    switch (fault) {
      case SERVER_KILLED -> killServer(inEffect);
      case DISK_FULL -> block("index.blocks.read_only_allow_delete", inEffect, () -> hold(3, 6));
      case WRITES_BLOCKED -> block("index.blocks.write", inEffect, this::holdUntilDeadLettered);
      case MAPPING_CONFLICT -> inEffect.run(); // The payloads of this turn bring it.
      case PASSWORD_ROTATED -> rotatePassword(inEffect);
      case NODE_REFUSES -> spoil(oneNode(), Mode.REFUSING, inEffect);
      case NODE_RESETS -> resetSeveralTimes(inEffect);
      case NODE_SILENT -> spoil(oneNode(), Mode.SILENT, inEffect);
      case NODE_SLOW -> spoil(oneNode(), Mode.SLOW, inEffect);
      case ANSWERS_CUT -> cutAnswers(inEffect);
      case STORE_STOPPED -> stopStore(inEffect);
      case FUNCTION_KILLED -> kill(stack.forwarder(), inEffect);
      case REDRIVE_KILLED -> kill(stack.redrive(), inEffect);
      case ROLLED_OVER -> rollOver(inEffect);
    }
    timeline.tell(fault + " is over");
  }

  private void killServer(Runnable inEffect) throws InterruptedException {
    stack.server().killProcess();
    inEffect.run();
    hold(0, 3);
    stack.server().startProcess();
  }

  private void block(String setting, Runnable inEffect, Traffic.Act meanwhile) throws Exception {
    setBlock(setting, "true");
    try {
      inEffect.run();
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

  private void rotatePassword(Runnable inEffect) throws InterruptedException {
    var rotated = stack.server().rotateShipperPassword();
    inEffect.run();
    hold(3, 5);
    stack.secrets().change(SecretsStandIn.of(rotated.name(), rotated.password()));
  }

  private List<FaultyNode> oneNode() {
    return List.of(stack.nodes().get(random.nextInt(stack.nodes().size())));
  }

  private void spoil(List<FaultyNode> nodes, Mode mode, Runnable inEffect)
      throws InterruptedException {
    nodes.forEach(node -> node.become(mode));
    inEffect.run();
    hold(3, 6);
    nodes.forEach(node -> node.become(Mode.PASSING));
    for (FaultyNode node : nodes) {
      // What comes late has to come before a rollover: after it, it would be stored once more.
      await("held requests to arrive", node::isDrained);
    }
  }

  private void cutAnswers(Runnable inEffect) throws InterruptedException {
    int before = answersCut();
    stack.nodes().forEach(node -> node.become(Mode.CUTTING));
    inEffect.run();
    hold(3, 6);
    await("an answer to cut", () -> answersCut() > before);
    stack.nodes().forEach(node -> node.become(Mode.PASSING));
  }

  private int answersCut() {
    return stack.nodes().stream().mapToInt(FaultyNode::answersCut).sum();
  }

  private void resetSeveralTimes(Runnable inEffect) throws InterruptedException {
    FaultyNode node = oneNode().getFirst();
    inEffect.run();
    for (int times = 0; times < 10; times++) {
      pause(Duration.ofMillis(random.nextInt(400)));
      node.reset();
    }
  }

  private void stopStore(Runnable inEffect) throws Exception {
    block(
        "index.blocks.write",
        () -> {},
        () -> {
          stack.s3().stop();
          inEffect.run();
          hold(3, 5);
          stack.s3().restart();
        });
  }

  /** At a random moment of a run; an earlier one of the next run if the run was over by then. */
  private void kill(LocalLambda function, Runnable inEffect) throws InterruptedException {
    inEffect.run();
    int longestMillis = 800;
    do {
      awaitRun(function);
      pause(Duration.ofMillis(random.nextInt(longestMillis)));
      longestMillis = longestMillis / 4 + 1;
    } while (!killRun(function));
  }

  /** When no payload is left for the forwarder to run on, the last one is delivered once more. */
  private void awaitRun(LocalLambda function) throws InterruptedException {
    long startNanos = System.nanoTime();
    await(
        "the function to run",
        () -> {
          if (function == stack.forwarder() && System.nanoTime() - startNanos > IDLE.toNanos()) {
            traffic.sendAgainWhenIdle();
          }
          return function.isInvoked();
        });
  }

  private static boolean killRun(LocalLambda function) {
    return function.isInvoked() && function.killEnvironment();
  }

  private void rollOver(Runnable inEffect) throws Exception {
    traffic.inSilence(() -> redrives.betweenRuns(this::rollOverNow));
    inEffect.run();
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

  private void holdUntilDeadLettered() throws InterruptedException {
    long before = stack.ledgers().deadLettered();
    hold(1, 2);
    await("a dead letter", () -> stack.ledgers().deadLettered() > before);
  }

  private static void await(String what, BooleanSupplier happened) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() - startNanos > EFFECT_LIMIT.toNanos()) {
        throw new IllegalStateException("waited %s for %s".formatted(EFFECT_LIMIT, what));
      }
      pause(Duration.ofMillis(2));
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
