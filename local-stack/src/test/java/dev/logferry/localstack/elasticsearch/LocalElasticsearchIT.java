package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalElasticsearchIT {

  private static final String STREAM = "logs-test-default";
  private static final String BULK = "/" + STREAM + "/_bulk?require_data_stream=true";

  private static LocalElasticsearch server;
  private static TestClient admin;
  private static TestClient shipper;
  private static TestClient analyst;

  @BeforeAll
  static void start() {
    server = LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
    admin = TestClient.of(server.url(), server.caFile(), server.admin());
    shipper = admin.as(server.shipper());
    analyst = admin.as(server.analyst());
  }

  @AfterAll
  static void closing_ends_the_process_and_leaves_nothing() {
    Optional<ProcessHandle> process = server.processId().flatMap(ProcessHandle::of);

    server.close();

    assertThat(process).get().matches(one -> !one.isAlive());
    assertThat(server.runFolder()).doesNotExist();
    assertThatThrownBy(server::startProcess).hasMessageContaining("closed");
  }

  @Test
  void answers_over_tls_to_a_client_that_knows_its_authority() throws Exception {
    assertThat(admin.get("/_cluster/health").status()).isEqualTo(200);
  }

  @Test
  void is_not_trusted_by_a_client_that_knows_another_authority(@TempDir Path other)
      throws Exception {
    PrivateAuthority.create().writeTo(other);
    TestClient stranger =
        TestClient.of(server.url(), other.resolve(PrivateAuthority.AUTHORITY_FILE), server.admin());

    assertThatThrownBy(() -> stranger.get("/_cluster/health")).isInstanceOf(SSLException.class);
  }

  @Test
  void presents_the_authority_whose_fingerprint_it_tells() throws Exception {
    try (Socket socket =
        admin
            .http()
            .sslContext()
            .getSocketFactory()
            .createSocket("127.0.0.1", server.url().getPort())) {
      Certificate[] presented = ((SSLSocket) socket).getSession().getPeerCertificates();

      assertThat(presented).hasSize(2);
      assertThat(fingerprint(presented[1])).isEqualTo(server.caFingerprint());
    }
  }

  @Test
  void refuses_a_wrong_password() throws Exception {
    assertThat(admin.as(new User("admin", "wrong")).get("/_cluster/health").status())
        .isEqualTo(401);
  }

  @Test
  void takes_a_rotated_password_and_refuses_the_old_one() throws Exception {
    TestClient old = shipper;
    assertThat(old.post(BULK, create("before", "{}")).status()).isEqualTo(200);

    shipper = admin.as(server.rotateShipperPassword());

    while (shipper.post(BULK, create("after", "{}")).status() == 401) {
      Thread.sleep(50);
    }
    assertThat(old.post(BULK, create("never", "{}")).status()).isEqualTo(401);
    assertThat(server.shipper()).isEqualTo(shipper.user());
  }

  @Test
  void shipper_creates_a_document_in_a_new_data_stream_once() throws Exception {
    TestClient.Answer first = shipper.post(BULK, create("once", "{}"));
    TestClient.Answer second = shipper.post(BULK, create("once", "{}"));

    assertThat(first.itemStatus(0)).isEqualTo(201);
    assertThat(first.body().at("/items/0/create/_index").asString())
        .startsWith(".ds-logs-test-default-");
    assertThat(second.itemStatus(0)).isEqualTo(409);
  }

  @Test
  void shipper_can_do_nothing_else() throws Exception {
    String other = "{\"create\":{\"_index\":\"other\",\"_id\":\"1\"}}\n{\"a\":1}\n";
    // With its sequence number, as an index behind a data stream demands of everybody.
    String overwrite =
        "{\"index\":{\"_id\":\"kept\",\"if_seq_no\":0,\"if_primary_term\":1}}\n{\"@timestamp\":1}\n";
    String remove = "{\"delete\":{\"_id\":\"kept\"}}\n";
    TestClient.Answer kept = shipper.post(BULK, create("kept", "{}"));
    assertThat(kept.itemStatus(0)).isEqualTo(201);
    String index = kept.body().at("/items/0/create/_index").asString();

    assertThat(shipper.post("/" + STREAM + "/_search", "{}").status()).isEqualTo(403);
    assertThat(shipper.post("/_bulk", other).itemStatus(0)).isEqualTo(403);
    assertThat(shipper.post("/" + index + "/_bulk", overwrite).itemStatus(0)).isEqualTo(403);
    assertThat(shipper.post("/" + index + "/_bulk", remove).itemStatus(0)).isEqualTo(403);
    assertThat(shipper.delete("/" + index).status()).isEqualTo(403);
    assertThat(shipper.post("/" + STREAM + "/_rollover", "{}").status()).isEqualTo(403);
    assertThat(shipper.get("/_cluster/health").status()).isEqualTo(403);
    assertThat(shipper.put("/_index_template/mine", "{\"index_patterns\":[\"x\"]}").status())
        .isEqualTo(403);
  }

  @Test
  void analyst_reads_and_does_not_write() throws Exception {
    shipper.post(BULK, create("read", "{}"));
    admin.post("/" + STREAM + "/_refresh", "");

    assertThat(hits("{\"ids\":{\"values\":[\"read\"]}}")).isEqualTo(1);
    assertThat(analyst.get("/" + STREAM + "/_mapping").status()).isEqualTo(200);
    assertThat(analyst.post(BULK, create("forged", "{}")).status()).isEqualTo(403);
    assertThat(analyst.post("/other/_search", "{}").status()).isEqualTo(403);
  }

  @Test
  void json_takes_values_whose_types_conflict() throws Exception {
    List<String> values = List.of("1", "{\"b\":\"text\"}", "[true,null]", "\"" + longText() + "\"");
    for (int i = 0; i < values.size(); i++) {
      String document = "{\"json\":{\"clash\":" + values.get(i) + "}}";
      assertThat(shipper.post(BULK, create("clash" + i, document)).itemStatus(0)).isEqualTo(201);
    }
    admin.post("/" + STREAM + "/_refresh", "");

    assertThat(hits("{\"term\":{\"json.clash\":\"1\"}}")).isEqualTo(1);
    assertThat(hits("{\"term\":{\"json.clash.b\":\"text\"}}")).isEqualTo(1);
  }

  @Test
  void maps_ecs_fields_to_their_types() throws Exception {
    String document =
        """
        {"logferry":{"reason":"mapping","attempt":2},"message":"a b","error":{"type":"T","stack_trace":"at x"},\
        "log":{"level":"ERROR"},"labels":{"date":"2026-01-01"}}""";
    assertThat(shipper.post(BULK, create("types", document)).itemStatus(0)).isEqualTo(201);

    JsonNode fields = analyst.get("/" + STREAM + "/_field_caps?fields=*").body().get("fields");

    assertThat(fields.get("@timestamp").has("date")).isTrue();
    assertThat(fields.get("message").has("text")).isTrue();
    assertThat(fields.get("error.stack_trace").has("text")).isTrue();
    assertThat(fields.get("json").has("flattened")).isTrue();
    assertThat(List.of("log.level", "error.type", "logferry.reason", "logferry.attempt"))
        .allSatisfy(name -> assertThat(fields.get(name).has("keyword")).isTrue());
    assertThat(fields.get("labels.date").has("keyword")).isTrue();
  }

  @Test
  void writes_its_own_log_as_ecs_json_lines() throws IOException {
    List<String> lines = Files.readAllLines(server.serverLog());

    assertThat(lines).isNotEmpty();
    assertThat(lines)
        .allSatisfy(
            line -> {
              JsonNode entry = new JsonMapper().readTree(line);
              assertThat(entry.propertyNames())
                  .contains("@timestamp", "log.level", "message", "ecs.version", "log.logger");
            });
  }

  @Test
  void runs_as_nobody_when_root_starts_it_and_else_as_who_starts_it() throws IOException {
    long us = new UnixSystem().getUid();
    Path process = Path.of("/proc", server.processId().orElseThrow().toString());

    assertThat(Files.getAttribute(process, "unix:uid"))
        .isEqualTo(us == 0 ? ServerAccount.NOBODY : (int) us);
  }

  @Test
  void comes_back_after_a_crash_with_its_data_on_its_port() throws Exception {
    shipper.post(BULK, create("survivor", "{}"));
    String url = server.url().toString();
    long crashed = server.processId().orElseThrow();

    server.killProcess();
    assertThat(server.processId()).isEmpty();
    assertThat(ProcessHandle.of(crashed)).isEmpty();
    assertThatThrownBy(() -> admin.get("/_cluster/health")).isInstanceOf(IOException.class);
    server.startProcess();

    assertThat(server.url()).hasToString(url);
    admin.get("/_cluster/health/" + STREAM + "?wait_for_status=yellow&timeout=5m");
    assertThat(hits("{\"ids\":{\"values\":[\"survivor\"]}}")).isEqualTo(1);
    assertThatThrownBy(server::startProcess).hasMessageContaining("running already");
  }

  @Test
  void another_user_runs_one_beside_it_that_ends_when_that_jvm_is_killed() throws Exception {
    try (OtherJvm other = OtherJvm.asOrdinaryUser()) {
      OtherJvm.Server theirs = other.awaitServer();
      assertThat(theirs.url()).isNotEqualTo(server.url().toString());
      assertThat(Files.getAttribute(Path.of("/proc/" + theirs.process().pid()), "unix:uid"))
          .isEqualTo(OtherJvm.ordinaryUser());

      other.process().destroyForcibly();

      theirs.process().onExit().get();
      assertThat(admin.get("/_cluster/health").status()).isEqualTo(200);
    }
  }

  private static String create(String id, String document) {
    String rest = document.substring(1);
    return "{\"create\":{\"_id\":\"%s\"}}\n{\"@timestamp\":\"2026-11-22T00:00:00Z\"%s%s\n"
        .formatted(id, rest.equals("}") ? "" : ",", rest);
  }

  private static int hits(String query) throws Exception {
    TestClient.Answer answer = analyst.post("/" + STREAM + "/_search", "{\"query\":" + query + "}");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().at("/hits/total/value").asInt();
  }

  /** More than Lucene takes as one term, in characters of three bytes each. */
  private static String longText() {
    return "\u20ac".repeat(12_000);
  }

  private static String fingerprint(Certificate certificate) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(digest);
  }
}
