package dev.logferry.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test breaks one thing; the doctor has to name cause and remedy. */
class DoctorTest {

  private static final GeneralName LOOPBACK = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
  private static final Instant NOW = CommandRun.NOW;
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FAR_AHEAD = Instant.parse("2090-01-01T00:00:00Z");

  @TempDir Path folder;
  private FakeCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = new FakeCluster();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void a_healthy_cluster_is_fine() throws IOException {
    CommandRun run = doctor();
    assertThat(run.out()).doesNotContain("fail ").endsWith("0 warnings, 0 failed\n");
    assertThat(run.out())
        .contains("Elasticsearch 8.19.21")
        .contains("user shipper")
        .contains("written to logs-aws.cloudwatch_logs-default, read and deleted");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void findings_can_be_read_by_programs() throws IOException {
    assertThat(doctor("--json").out())
        .contains("{\"level\":\"ok\",\"subject\":\"product\",\"text\":\"Elasticsearch 8.19.21\"");
  }

  @Test
  void a_misspelled_setting() throws IOException {
    assertFails(
        with("LOGFERRY_ELASTICSEARCH_URL=http://x"), "the closest is LOGFERRY_ELASTICSEARCH_URLS");
  }

  @Test
  void a_ca_file_that_does_not_exist() throws IOException {
    assertFails(with("LOGFERRY_ELASTICSEARCH_CA_FILE=/none.pem"), "the file cannot be read");
  }

  @Test
  void a_host_that_does_not_exist() throws IOException {
    assertFails(
        at("https://es1.invalid:9200"), "there is no host es1.invalid", "check the spelling");
  }

  @Test
  void a_port_that_nobody_listens_on() throws IOException {
    assertFails(at("https://127.0.0.1:1"), "127.0.0.1:1 refuses connections", "check the port");
  }

  @Test
  void a_port_that_accepts_and_stays_silent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CommandRun run = at("https://127.0.0.1:" + silent.getLocalPort());
      assertThat(run.out()).contains("fail    TLS");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void a_server_without_tls_behind_https() throws IOException {
    assertFails(
        at(cluster.url().replace("http:", "https:")),
        "does not answer a TLS handshake",
        "check the scheme and the port");
  }

  @Test
  void a_certificate_of_an_unknown_authority() throws Exception {
    try (var server = new FakeTlsServer(LONG_AGO, FAR_AHEAD, LOOPBACK, false)) {
      assertFails(
          at(server.url()),
          "issued by CN=authority, which is not the authorities that Java trusts",
          "give that authority's certificate in LOGFERRY_ELASTICSEARCH_CA_FILE");
    }
  }

  @Test
  void an_expired_certificate() throws Exception {
    try (var server =
        new FakeTlsServer(LONG_AGO, Instant.parse("2021-03-01T00:00:00Z"), LOOPBACK, false)) {
      assertFails(
          trusting(server),
          "certificate of CN=node expired on 2021-03-01",
          "renew it on the server");
    }
  }

  @Test
  void a_certificate_of_the_future() throws Exception {
    try (var server =
        new FakeTlsServer(Instant.parse("2080-01-01T00:00:00Z"), FAR_AHEAD, LOOPBACK, false)) {
      assertFails(trusting(server), "not valid before 2080-01-01", "check the clocks");
    }
  }

  @Test
  void a_certificate_that_expires_soon() throws Exception {
    try (var server = new FakeTlsServer(LONG_AGO, NOW.plusSeconds(10 * 86_400), LOOPBACK, false)) {
      assertThat(trusting(server).out())
          .contains("warn    TLS")
          .contains("it expires in 10 days: renew it");
    }
  }

  @Test
  void a_certificate_for_another_host() throws Exception {
    GeneralName other = new GeneralName(GeneralName.dNSName, "es9.example.internal");
    try (var server = new FakeTlsServer(LONG_AGO, FAR_AHEAD, other, false)) {
      assertFails(
          trusting(server),
          "the certificate is for es9.example.internal, not for 127.0.0.1",
          "use one of these names");
    }
  }

  @Test
  void a_server_that_wants_a_client_certificate() throws Exception {
    try (var server = new FakeTlsServer(LONG_AGO, FAR_AHEAD, LOOPBACK, true)) {
      CommandRun run = trusting(server);
      assertThat(run.out()).containsIgnoringCase("certificate");
      assertThat(run.exitCode()).isNotZero();
    }
  }

  @Test
  void a_cluster_that_wants_credentials() throws IOException {
    cluster.answer("/_security/_authenticate", 401, "{\"error\":{\"reason\":\"missing\"}}");
    assertFails(doctor(), "the cluster wants credentials, and none are set");
  }

  @Test
  void credentials_that_are_not_accepted() throws IOException {
    cluster.answer(
        "/_security/_authenticate", 401, "{\"error\":{\"reason\":\"api key is expired\"}}");
    CommandRun run = with("LOGFERRY_ELASTICSEARCH_API_KEY=c2VjcmV0OnNlY3JldA==");
    assertFails(run, "does not accept the credentials: api key is expired", "not invalidated");
    assertThat(run.out()).doesNotContain("c2VjcmV0");
  }

  @Test
  void an_opensearch() throws IOException {
    cluster.answer(
        "/", 200, "{\"version\":{\"number\":\"2.19.0\",\"distribution\":\"opensearch\"}}");
    assertFails(doctor(), "is an OpenSearch 2.19.0", "needs Elasticsearch 7.17 or newer");
  }

  @Test
  void an_elasticsearch_that_is_too_old() throws IOException {
    cluster.answer("/", 200, "{\"version\":{\"number\":\"6.8.23\"}}");
    assertFails(doctor(), "Elasticsearch 6.8.23 is too old");
  }

  @Test
  void a_setting_that_the_version_does_not_know() throws IOException {
    cluster.answer("/", 200, "{\"version\":{\"number\":\"8.12.2\"}}");
    assertFails(
        doctor(),
        "does not know the parameter",
        "LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM=false");
  }

  @Test
  void a_proxy_that_answers_for_itself() throws IOException {
    cluster.leavesProductOut();
    cluster.answer("/_security/_authenticate", 502, "<html>");
    cluster.answer("/", 502, "<html>Bad gateway</html>");
    assertFails(doctor(), "is not Elasticsearch: 502 <html>Bad gateway", "check address and port");
  }

  @Test
  void a_red_cluster() throws IOException {
    cluster.answer("/_cluster/health", 200, "{\"status\":\"red\"}");
    assertFails(doctor(), "the cluster is red", "_cluster/allocation/explain");
  }

  @Test
  void a_cluster_without_a_master() throws IOException {
    cluster.answer("/_cluster/health", 503, "{\"error\":{\"reason\":\"no master\"}}");
    assertFails(doctor(), "the cluster has no master");
  }

  @Test
  void a_missing_privilege() throws IOException {
    cluster.grant("create_doc");
    assertFails(
        doctor(),
        "missing: auto_configure on logs-aws.cloudwatch_logs-default",
        "logferry setup --keys");
  }

  @Test
  void a_privilege_that_a_setting_needs() throws IOException {
    cluster.grant("create_doc", "auto_configure");
    assertFails(with("LOGFERRY_CHECK_EXISTING_IDS=true"), "missing: read on logs-");
  }

  @Test
  void a_key_that_may_not_delete_leaves_no_sample_unless_told() throws IOException {
    cluster.grant("create_doc", "auto_configure");
    assertThat(doctor().out()).contains("skip    sample").contains("--leave-sample writes one");
    assertThat(doctor("--leave-sample").out()).contains("it stays");
  }

  @Test
  void an_index_that_allows_no_writes() throws IOException {
    rejects(403, "index [x] blocked by: [FORBIDDEN/8/index write (api)]; read-only");
    assertFails(doctor(), "not stored in logs-", "free disk space");
  }

  @Test
  void a_cluster_that_is_full_of_shards() throws IOException {
    rejects(400, "this action would add [2] shards, but this cluster has [1000]/[1000] maximum");
    assertFails(doctor(), "[1000]/[1000] maximum", "raise cluster.max_shards_per_node");
  }

  @Test
  void an_ingest_pipeline_that_is_missing() throws IOException {
    rejects(400, "pipeline with id [shop] does not exist");
    assertFails(doctor(), "pipeline with id [shop]", "install that ingest pipeline");
  }

  @Test
  void a_cluster_without_the_index_template() throws IOException {
    rejects(404, "no such index [logs-x] and [require_data_stream] request is [true]");
    assertFails(doctor(), "require_data_stream", "run logferry setup");
  }

  @Test
  void an_ingest_pipeline_that_drops_documents() throws IOException {
    cluster.answer(FakeCluster.STREAM + "/_search", 200, "{\"hits\":{\"hits\":[]}}");
    assertFails(doctor(), "found 0 times", "an ingest pipeline that drops or moves documents");
  }

  private void rejects(int status, String reason) {
    cluster.answer(
        FakeCluster.STREAM + "/_create",
        status,
        "{\"error\":{\"reason\":\"%s\"}}".formatted(reason));
  }

  private static void assertFails(CommandRun run, String... parts) {
    String unwrapped = run.out().replaceAll("\\s+", " ");
    assertThat(unwrapped).contains("fail ").contains(parts);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private CommandRun doctor(String... options) throws IOException {
    return run("LOGFERRY_ELASTICSEARCH_URLS=" + cluster.url(), options);
  }

  private CommandRun with(String setting) throws IOException {
    return run("LOGFERRY_ELASTICSEARCH_URLS=" + cluster.url() + "\n" + setting);
  }

  private CommandRun at(String url) throws IOException {
    return run("LOGFERRY_ELASTICSEARCH_URLS=" + url);
  }

  private CommandRun trusting(FakeTlsServer server) throws Exception {
    return run(
        "LOGFERRY_ELASTICSEARCH_URLS=%s\nLOGFERRY_ELASTICSEARCH_CA_FILE=%s"
            .formatted(server.url(), server.certificateIn(folder)));
  }

  private CommandRun run(String settings, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("doctor.env"), settings + "\n");
    String[] arguments = new String[options.length + 2];
    arguments[0] = "doctor";
    arguments[1] = "--env-file=" + file;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.of(folder, arguments);
  }
}
