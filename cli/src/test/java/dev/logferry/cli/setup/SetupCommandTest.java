package dev.logferry.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.PackSource;
import dev.logferry.cli.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no server. */
class SetupCommandTest {
  @TempDir Path root;

  @Test
  void prints_the_requests_for_a_version() {
    CommandRun run = CommandRun.of(root, "setup", "--print", "--server-version=9.2.0");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("#!/bin/sh\n")
        .contains("request --request PUT \"$ELASTICSEARCH\"'/_index_template/logferry-logs'")
        .contains("request --request PUT \"$ELASTICSEARCH\"'/_security/role/logferry-analyst'")
        .contains("\"$KIBANA\"'/api/saved_objects/_import?overwrite=true'")
        .contains("\"type\":\"wildcard\"");
    assertThat(run.out().lines().filter(line -> line.startsWith("request "))).hasSize(24);
  }

  @Test
  void an_older_version_gets_a_policy_and_nothing_in_kibana() {
    String script = CommandRun.of(root, "setup", "--print", "--server-version=7.17.29").out();

    assertThat(script).contains("'/_ilm/policy/logferry'").doesNotContain("$KIBANA\"'/api");
    assertThat(CommandRun.of(root, "setup", "--print", "--server-version=6.8.0").err())
        .isEqualTo("logferry: Elasticsearch 6.8.0 is too old: 7.17 or newer is needed\n");
  }

  @Test
  void prints_an_import_file_for_kibana() {
    CommandRun run = CommandRun.of(root, "setup", "--print-saved-objects");

    assertThat(run.out().lines())
        .hasSize(9)
        .allMatch(line -> PackSource.JSON.readTree(line).has("typeMigrationVersion"));
  }

  @Test
  void wrong_options_are_named_with_the_remedy() {
    assertThat(CommandRun.of(root, "setup", "--retention=soon").err())
        .contains("'soon' is no retention: give a number and d, h or m, such as 90d");
    assertThat(
            CommandRun.of(root, "setup", "--print", "--server-version=9.2.0", "--data-streams=*")
                .err())
        .contains("'*' is no pattern of data streams such as logs-shop.*-*");
    assertThat(CommandRun.of(root, "setup", "--server-version=9.2.0").err())
        .contains("--server-version needs --print");
    assertThat(CommandRun.of(root, "setup", "--print", "--server-version=new").err())
        .contains("'new' is no version such as 8.19.0");
    assertThat(CommandRun.of(root, "setup", "--profile=a", "--env-file=b").err())
        .contains("--profile and --env-file exclude each other");
  }
}
