package dev.logferry.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.forwarder.testing.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code docs/FAULTS.md}, and the page. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultTableIT {

  private static final Path PAGE =
      Path.of(System.getProperty("logferry.root", "..")).resolve("docs/FAULTS.md");

  private static final List<FaultPage.Row> SEEN = new ArrayList<>();

  private static FaultStage stage;

  @BeforeAll
  static void start() throws IOException {
    stage = new FaultStage();
    warmUp();
  }

  /** Loads what a case needs, S3 included, so that no case is about cold starts. */
  private static void warmUp() throws IOException {
    Fault dress =
        Faults.ours().stream()
            .filter(fault -> fault.redrive().equals(Fault.REJECTED_TOO))
            .findAny()
            .orElseThrow();
    stage.reset();
    dress.begin().on(stage);
    stage.deliver(Payloads.lambdaEvent(Sent.EVENTS.gzip("warm")), false);
    stage.deliver(Payloads.lambdaEvent(Sent.EVENTS.gzip("warm too")), true);
    dress.end().on(stage);
    stage.redrive(dress.redrive());
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  static Stream<Fault> faults() {
    return Stream.concat(Faults.asThePeers().stream(), Faults.ours().stream());
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("faults")
  void nothing_is_lost_and_nothing_is_sent_again_without_need(Fault fault) throws IOException {
    FaultRun.Seen seen = new FaultRun(stage, fault).run();

    Result promised = fault.promised();
    Result result =
        promised.requests().isPresent() ? seen.result() : seen.result().withoutRequests();
    assertThat(result).as("%s%n%s", fault, seen.log()).isEqualTo(promised);
    assertThat(result.sentAgain().toldInSameInvocation()).isZero();
    assertThat(result.sentAgain().byRedrive()).isZero();
    SEEN.add(new FaultPage.Row(fault, seen));
  }

  @Order(2)
  @Test
  void the_page_says_what_was_seen() throws IOException {
    assumeTrue(SEEN.size() == faults().count(), "a row failed, or was not run");
    String page = FaultPage.of(rows(Faults.asThePeers()), rows(Faults.ours()));
    if (Boolean.getBoolean("logferry.faults.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(FaultPage.comparable(Files.readString(PAGE)))
        .as("write it anew with -Dlogferry.faults.write=true")
        .isEqualTo(FaultPage.comparable(page));
  }

  private static List<FaultPage.Row> rows(List<Fault> faults) {
    List<String> names = faults.stream().map(Fault::name).toList();
    return SEEN.stream().filter(row -> names.contains(row.fault().name())).toList();
  }
}
