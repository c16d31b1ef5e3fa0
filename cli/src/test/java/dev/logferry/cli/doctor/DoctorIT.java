package dev.logferry.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.SharedElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor at a real server with TLS and users. */
class DoctorIT {

  private final LocalElasticsearch server = SharedElasticsearch.server();

  @TempDir Path folder;

  @Test
  void writes_reads_and_deletes_a_sample_and_finds_the_template() throws IOException {
    CommandRun run = doctor(server.admin(), server.url().toString());
    assertThat(run.out())
        .contains("ok      TLS           TLSv1.3; certificate of")
        .contains("user " + server.admin().name())
        .contains("ok      product       Elasticsearch 8.19")
        .contains("read and deleted")
        .contains("ok      template");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_user_that_only_ships_is_enough() throws IOException {
    CommandRun run = doctor(server.shipper(), server.url().toString());
    assertThat(run.out())
        .contains("ok      product")
        .contains("ok      privileges    create_doc, auto_configure")
        .contains("skip    health        not checked: the server answered 403")
        .contains("skip    template")
        .contains("skip    sample");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_user_that_only_reads_lacks_privileges() throws IOException {
    assertThat(doctor(server.analyst(), server.url().toString()).out())
        .contains("fail    privileges    missing: create_doc on");
  }

  @Test
  void a_wrong_password_is_named() throws IOException {
    assertThat(doctor(new User("x", "wrong-password"), server.url().toString()).out())
        .contains("fail    credentials   the cluster does not accept the credentials")
        .doesNotContain("wrong-password");
  }

  @Test
  void a_node_that_is_down_is_named_and_the_next_is_queried() throws IOException {
    CommandRun run = doctor(server.shipper(), "https://127.0.0.1:1," + server.url());
    assertThat(run.out()).contains("127.0.0.1:1 refuses connections").contains("ok      product");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private CommandRun doctor(User user, String urls) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("doctor.env"),
            """
            LOGFERRY_ELASTICSEARCH_URLS=%s
            LOGFERRY_ELASTICSEARCH_USERNAME=%s
            LOGFERRY_ELASTICSEARCH_PASSWORD=%s
            LOGFERRY_ELASTICSEARCH_CA_FILE=%s
            LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM=false
            """
                .formatted(urls, user.name(), user.password(), server.caFile()));
    return CommandRun.of(folder, "doctor", "--env-file=" + file);
  }
}
