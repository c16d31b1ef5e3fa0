package dev.logferry.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code logferry setup} on a real Elasticsearch that has nothing yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetupIT {

  @TempDir Path keys;
  private String stream = "";
  private int number;
  private Path folder;
  private ClusterUnderTest cluster;

  @BeforeAll
  void start(@TempDir Path folder) {
    this.folder = folder;
    cluster = new ClusterUnderTest(folder);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void clean() {
    cluster.deleteTemplates();
    stream = "logs-shop%d-production".formatted(number++);
  }

  @Test
  void a_second_setup_changes_nothing() {
    CommandRun first = cluster.setup("--yes");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("+ component template logferry-logs@mappings")
        .contains("+ index template logferry-logs")
        .contains("+ index template logferry-error_groups");
    assertThat(first.err()).contains("without the field type wildcard: keyword instead");

    CommandRun second = cluster.setup("--yes");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).doesNotContain("+ ").doesNotContain("~ ");
    assertThat(second.err()).endsWith("Nothing to change.\n");
  }

  @Test
  void the_doctor_misses_the_template_until_setup_has_made_it() {
    assertThat(cluster.doctor().out()).contains("fail    template      missing: ");

    cluster.setup("--yes");

    assertThat(cluster.doctor().out()).contains("ok      template");
  }

  @Test
  void json_is_flattened_whatever_is_in_it() {
    cluster.setup("--yes");
    String members =
        IntStream.range(0, 3000)
            .mapToObj(number -> "\"field%d\":{\"deep\":%d}".formatted(number, number))
            .collect(Collectors.joining(","));

    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"json\":{%s}}".formatted(members));
    create("{\"@timestamp\":\"2026-11-28T10:00:01Z\",\"json\":{\"field1\":\"a text\"}}");

    JsonNode json = properties().path("json");
    assertThat(json.path("type").asString()).isEqualTo("flattened");
    assertThat(json.has("properties")).isFalse();
    assertThat(hits("json.field2999.deep:2999")).isEqualTo(1);
  }

  @Test
  void one_odd_line_spoils_no_field_for_its_data_stream() {
    cluster.setup("--yes");

    JsonNode rejected = bulk("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"http\":\"yes\"}");
    assertThat(rejected.at("/items/0/create/status").asInt()).isEqualTo(400);
    assertThat(rejected.at("/items/0/create/error/reason").asString()).contains("[http]");

    create("{\"@timestamp\":\"2026-11-28T10:00:01Z\",\"http.response.status_code\":500}");
    assertThat(hits("http.response.status_code:500")).isEqualTo(1);
  }

  @Test
  void a_field_of_ecs_that_was_not_mapped_gets_its_type_when_it_first_appears() {
    cluster.setup("--yes");

    create(
        """
        {"@timestamp":"2026-11-28T10:00:00Z","dns":{"answers":[{"ttl":"300"}],"resolved_ip":["10.0.0.1"]},
        "source":{"geo":{"location":{"lat":1,"lon":2}}},"labels":{"a":1,"b":true},"mine":"x"}""");

    assertThat(type("/dns/properties/resolved_ip")).isEqualTo("ip");
    assertThat(type("/dns/properties/answers")).isEqualTo("object");
    assertThat(type("/dns/properties/answers/properties/ttl")).isEqualTo("long");
    assertThat(type("/source/properties/geo/properties/location")).isEqualTo("geo_point");
    assertThat(type("/labels/properties/a")).isEqualTo("keyword");
    assertThat(type("/labels/properties/b")).isEqualTo("keyword");
    assertThat(type("/mine")).isEqualTo("keyword");
  }

  @Test
  void fields_beyond_the_limit_stay_in_the_document_and_are_named_as_ignored() {
    cluster.setup("--yes");
    String members =
        IntStream.range(0, 2000)
            .mapToObj(number -> "\"f%04d\":%d".formatted(number, number))
            .collect(Collectors.joining(","));

    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",%s}".formatted(members));

    assertThat(hits("f0000:0")).isEqualTo(1);
    assertThat(hits("_exists_:_ignored")).isEqualTo(1);
    JsonNode source = cluster.get("/" + stream + "/_search").at("/hits/hits/0/_source");
    assertThat(source).hasSize(2001);
  }

  @Test
  void a_data_stream_of_another_template_is_rolled_over_once() {
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"message\":\"before\"}");

    CommandRun setup = cluster.setup("--yes");
    assertThat(setup.out()).contains("~ data stream " + stream).contains("roll over");
    create("{\"@timestamp\":\"2026-11-28T10:00:01Z\",\"json\":{\"a\":1}}");

    assertThat(properties().at("/json/type").asString()).isEqualTo("flattened");
    assertThat(cluster.setup("--yes").err()).endsWith("Nothing to change.\n");
  }

  @Test
  void a_data_stream_that_another_template_is_closer_to_is_left_alone() {
    cluster.put(
        "/_index_template/integration",
        "{\"index_patterns\":[\"%s\"],\"priority\":200,\"data_stream\":{}}".formatted(stream));
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"message\":\"theirs\"}");

    CommandRun setup = cluster.setup("--yes");

    assertThat(setup.out())
        .contains("= data stream " + stream)
        .contains("belongs to the index template integration");
  }

  @Test
  void a_pattern_leaves_the_data_streams_of_others_alone() {
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"message\":\"theirs\"}");

    CommandRun setup = cluster.setup("--yes", "--data-streams=logs-mine.*-*,logs-aws.*-*");

    assertThat(setup.exitCode()).as(setup.err()).isZero();
    assertThat(setup.out()).doesNotContain("data stream " + stream);
    assertThat(
            cluster
                .get("/_index_template/logferry-logs")
                .at("/index_templates/0/index_template/index_patterns")
                .toString())
        .isEqualTo("[\"logs-mine.*-*\",\"logs-aws.*-*\"]");
  }

  @Test
  void what_somebody_else_made_is_not_overwritten() {
    cluster.put("/_component_template/logferry-logs@settings", "{\"template\":{}}");

    CommandRun setup = cluster.setup("--yes");

    assertThat(setup.exitCode()).isEqualTo(1);
    assertThat(setup.out())
        .contains("! component template logferry-logs@settings")
        .contains("rename or delete it first");
    assertThat(setup.err()).endsWith("nothing was changed: see the lines that begin with !\n");
    assertThat(cluster.get("/_index_template").path("index_templates")).hasSize(1);
  }

  @Test
  void a_teams_own_settings_and_fields_are_kept_and_count() {
    cluster.setup("--yes");
    cluster.put(
        "/_component_template/logferry@custom",
        """
        {"template":{"settings":{"index.number_of_replicas":0},
        "mappings":{"properties":{"order":{"properties":{"id":{"type":"keyword"}}}}}}}""");

    assertThat(cluster.setup("--yes").err()).endsWith("Nothing to change.\n");
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"order\":{\"id\":\"7\"}}");

    assertThat(type("/order/properties/id")).isEqualTo("keyword");
    JsonNode settings = cluster.get("/" + stream + "/_settings").iterator().next();
    assertThat(settings.at("/settings/index/number_of_replicas").asString()).isEqualTo("0");
    assertThat(cluster.setup("--uninstall", "--dry-run").out())
        .contains("= component template logferry@custom");
  }

  @Test
  void a_change_that_somebody_made_is_shown_and_undone() {
    cluster.setup("--yes");
    JsonNode settings =
        cluster
            .get("/_component_template/logferry-logs@settings")
            .at("/component_templates/0/component_template")
            .asObject()
            .retain("template", "_meta");
    cluster.put(
        "/_component_template/logferry-logs@settings",
        settings.toString().replace("\"1500\"", "\"4000\""));

    CommandRun shown = cluster.setup("--dry-run");
    assertThat(shown.out())
        .contains("~ component template logferry-logs@settings")
        .contains("    settings.index.mapping.total_fields.limit: \"4000\" → 1500\n");
    assertThat(cluster.setup("--dry-run").out()).isEqualTo(shown.out());

    cluster.setup("--yes");
    assertThat(cluster.setup("--yes").err()).endsWith("Nothing to change.\n");
  }

  @Test
  void nothing_is_changed_without_a_yes() {
    CommandRun asked = cluster.setup();

    assertThat(asked.exitCode()).isEqualTo(1);
    assertThat(asked.err()).endsWith("logferry: nothing was changed; run again with --yes\n");
    assertThat(cluster.setup("--dry-run").exitCode()).isZero();
    assertThat(cluster.get("/_index_template").path("index_templates")).hasSize(1);
  }

  @Test
  void uninstall_removes_what_setup_made() {
    cluster.setup("--yes");
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"message\":\"stays\"}");

    CommandRun removed = cluster.setup("--uninstall", "--yes");

    assertThat(removed.exitCode()).as(removed.err()).isZero();
    assertThat(removed.out()).startsWith("- index template logferry-error_groups");
    assertThat(cluster.get("/_component_template").path("component_templates")).isEmpty();
    assertThat(cluster.get("/_index_template").path("index_templates")).hasSize(1);
    assertThat(hits("message:stays")).isEqualTo(1);
  }

  @Test
  void uninstall_says_which_data_streams_still_need_a_template() {
    cluster.setup("--yes");
    cluster.delete("/_index_template/fallback");
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"message\":\"stays\"}");

    CommandRun removed = cluster.setup("--uninstall", "--yes");

    assertThat(removed.exitCode()).isEqualTo(1);
    assertThat(removed.err())
        .contains("index template logferry-logs")
        .contains("in use by a data streams [")
        .contains(stream);
  }

  @Test
  void the_composed_variant_keeps_our_fields_and_settings_above_elastics() {
    assertThat(cluster.setup("--composed", "--yes").err())
        .contains(
            "--composed needs component templates that this server does not have: logs@mappings");
    // What decides here, of Elastic's components: their strings and malformed values.
    cluster.put(
        "/_component_template/logs@mappings",
        "{\"template\":{\"mappings\":{\"date_detection\":false,\"properties\":{\"@timestamp\":{\"type\":\"date\"}}}}}");
    cluster.put(
        "/_component_template/ecs@mappings",
        "{\"template\":{\"mappings\":{\"dynamic_templates\":[{\"strings_of_elastic\":{\"match_mapping_type\":\"string\",\"mapping\":{\"type\":\"keyword\",\"ignore_above\":777}}}]}}}");
    cluster.put(
        "/_component_template/logs@settings",
        "{\"template\":{\"settings\":{\"index.mapping.ignore_malformed\":true}}}");

    CommandRun setup = cluster.setup("--composed", "--yes");
    assertThat(setup.exitCode()).as(setup.err()).isZero();
    create(
        "{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"mine\":\"x\",\"labels\":{\"a\":1},\"json\":{\"b\":2}}");

    assertThat(properties().at("/mine/ignore_above").asInt()).isEqualTo(777);
    assertThat(type("/labels/properties/a")).isEqualTo("keyword");
    assertThat(type("/json")).isEqualTo("flattened");
    assertThat(
            bulk("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"http.response.status_code\":\"odd\"}")
                .at("/items/0/create/status")
                .asInt())
        .isEqualTo(400);
  }

  @Test
  void the_printed_script_does_what_setup_does() throws Exception {
    CommandRun printed = cluster.setup("--print");
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).doesNotContain(cluster.server().admin().password());
    Path script = Files.writeString(folder.resolve("setup.sh"), printed.out());
    Path headers =
        Files.writeString(
            folder.resolve("headers"),
            "Authorization: " + cluster.server().admin().basicAuthorization());

    ProcessBuilder shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    shell.environment().put("ELASTICSEARCH", cluster.server().url().toString());
    shell.environment().put("CA", cluster.server().caFile().toString());
    shell.environment().put("HEADERS", headers.toString());
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(cluster.setup("--yes").err()).endsWith("Nothing to change.\n");
  }

  @Test
  void roles_keys_retention_and_kibana_are_set_up_where_the_servers_have_them() throws IOException {
    try (var elasticsearch = new CompleteServer(cluster.server());
        var kibana = new FakeKibana("9.2.0", "shop")) {
      Path connection = complete(elasticsearch, kibana);

      CommandRun first = setup(connection, "--yes", "--keys=" + keys);
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(elasticsearch.roles().propertyNames())
          .containsExactlyInAnyOrder(
              "logferry-analyst", "logferry-forwarder", "logferry-operator", "logferry-redrive");
      assertThat(elasticsearch.roles().path("logferry-analyst").at("/applications/0/resources/0"))
          .hasToString("\"space:shop\"");
      assertThat(kibana.objects()).hasSize(9);
      assertThat(kibana.rules()).hasSize(4);

      Path secret = keys.resolve("forwarder.json");
      assertThat(secret).content().isEqualTo("{\"api_key\":\"ZW5jb2RlZA==\"}");
      assertThat(Files.getPosixFilePermissions(secret)).hasSize(2);
      assertThat(first.err())
          .contains("--secret-string file://" + secret)
          .doesNotContain("ZW5jb2RlZA==");
      assertThat(elasticsearch.keys()).hasSize(2);

      elasticsearch.writes().clear();
      kibana.writes().clear();
      CommandRun second = setup(connection, "--yes", "--keys=" + keys);
      assertThat(second.err()).endsWith("Nothing to change.\n");
      assertThat(elasticsearch.writes()).isEmpty();
      assertThat(kibana.writes()).isEmpty();
    }
  }

  @Test
  void existing_data_streams_get_the_retention_and_lose_the_failure_store() throws IOException {
    cluster.setup("--yes");
    create("{\"@timestamp\":\"2026-11-28T10:00:00Z\",\"message\":\"x\"}");
    try (var elasticsearch = new CompleteServer(cluster.server());
        var kibana = new FakeKibana("9.2.0", "default")) {
      elasticsearch.stream(
          stream,
          "{\"lifecycle\":{\"enabled\":true,\"data_retention\":\"7d\"},\"failure_store\":{\"enabled\":true}}");

      CommandRun setup = setup(complete(elasticsearch, kibana), "--yes", "--retention=30d");

      assertThat(setup.out())
          .contains("retention: 7d → 30d")
          .contains("failure store: true → false");
      assertThat(elasticsearch.stream(stream).at("/lifecycle/data_retention").asString())
          .isEqualTo("30d");
      assertThat(elasticsearch.stream(stream).at("/failure_store/enabled").asBoolean(true))
          .isFalse();
    }
  }

  @Test
  void people_keep_their_actions_on_rules_and_their_own_objects() throws IOException {
    try (var elasticsearch = new CompleteServer(cluster.server());
        var kibana = new FakeKibana("8.19.21", "default")) {
      Path connection = complete(elasticsearch, kibana);
      setup(connection, "--yes");
      var rule = kibana.rules().withObject("/b0c7e6d4-52a9-4c1b-8f3e-2a9d4e6b7f22");
      rule.putArray("actions").addObject().put("id", "mail").put("connector_type_id", ".email");
      rule.put("enabled", false);
      assertThat(setup(connection, "--yes").err()).endsWith("Nothing to change.\n");

      rule.putObject("schedule").put("interval", "1h");
      assertThat(setup(connection, "--yes").out())
          .contains("~ rule Logferry: more errors than usual")
          .contains("schedule.interval: \"1h\" → \"5m\"");
      assertThat(rule.path("actions").toString()).isEqualTo("[{\"id\":\"mail\"}]");
      assertThat(rule.path("enabled").asBoolean(true)).isFalse();

      kibana.objects().withObject("/search:logferry-errors/attributes").put("description", "mine");
      CommandRun refused = setup(connection, "--yes");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.out()).contains("! saved search Logferry: errors now");

      assertThat(setup(connection, "--uninstall", "--yes").exitCode()).isZero();
      assertThat(kibana.rules()).isEmpty();
      assertThat(kibana.objects().propertyNames()).containsExactly("search:logferry-errors");
      assertThat(elasticsearch.roles()).isEmpty();
    }
  }

  @Test
  void a_kibana_that_is_too_old_is_named_before_anything_changes() throws IOException {
    try (var elasticsearch = new CompleteServer(cluster.server());
        var kibana = new FakeKibana("8.12.0", "default")) {
      CommandRun setup = setup(complete(elasticsearch, kibana), "--yes");

      assertThat(setup.exitCode()).isEqualTo(1);
      assertThat(setup.err()).contains("Kibana 8.12.0 is too old").contains("LOGFERRY_KIBANA_URL");
      assertThat(elasticsearch.writes()).isEmpty();
    }
  }

  @Test
  void an_api_key_cannot_make_keys_and_the_remedy_is_named() throws IOException {
    Path connection =
        Files.writeString(
            folder.resolve("key.env"),
            "LOGFERRY_ELASTICSEARCH_URLS=%s%nLOGFERRY_ELASTICSEARCH_API_KEY=abc%n"
                .formatted(cluster.server().url()));

    assertThat(setup(connection, "--keys=" + keys).err())
        .contains("set LOGFERRY_ELASTICSEARCH_USERNAME")
        .doesNotContain("abc");
  }

  private CommandRun setup(Path connection, String... options) {
    return cluster.setupWithRoles(connection, options);
  }

  private Path complete(CompleteServer elasticsearch, FakeKibana kibana) throws IOException {
    String space = kibana.space();
    return Files.writeString(
        folder.resolve("complete.env"),
        """
        LOGFERRY_ELASTICSEARCH_URLS=%s
        LOGFERRY_ELASTICSEARCH_USERNAME=%s
        LOGFERRY_ELASTICSEARCH_PASSWORD=%s
        LOGFERRY_KIBANA_URL=%s
        LOGFERRY_KIBANA_SPACE=%s
        """
            .formatted(
                elasticsearch.url(),
                cluster.server().admin().name(),
                cluster.server().admin().password(),
                kibana.url(),
                space));
  }

  private void create(String document) {
    JsonNode answer = bulk(document);
    assertThat(answer.path("errors").asBoolean(true)).as(answer.toString()).isFalse();
  }

  private JsonNode bulk(String document) {
    return cluster.post(
        "/" + stream + "/_bulk?refresh=true&require_data_stream=true",
        "{\"create\":{}}\n" + document.replace("\n", "") + "\n");
  }

  private long hits(String query) {
    return cluster
        .get("/%s/_search?q=%s".formatted(stream, query))
        .at("/hits/total/value")
        .asLong();
  }

  /** Those of the write index. */
  private JsonNode properties() {
    JsonNode mappings = cluster.get("/" + stream + "/_mapping");
    List<String> names = mappings.propertyNames().stream().sorted().toList();
    return mappings.path(names.getLast()).at("/mappings/properties");
  }

  private String type(String path) {
    JsonNode mapping = properties().at(path);
    return mapping.path("type").asString(mapping.has("properties") ? "object" : "");
  }
}
