package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.settings.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be said of compose.yaml without Docker. */
class ComposeTest {

  private static final Path ROOT = Path.of(System.getProperty("logferry.root", "..")).normalize();

  private final JsonNode compose = read();
  private final JsonNode services = compose.path("services");

  @Test
  void services_wait_for_services_that_are_there_and_can_become_what_is_waited_for() {
    assertThat(services.properties()).isNotEmpty();
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      for (Map.Entry<String, JsonNode> other : service.getValue().path("depends_on").properties()) {
        JsonNode awaited = services.path(other.getKey());
        assertThat(awaited.isObject()).as(service.getKey() + " waits for " + other).isTrue();
        if (other.getValue().path("condition").asString().equals("service_healthy")) {
          assertThat(awaited.path("healthcheck").has("test")).as(other.getKey()).isTrue();
        }
      }
    }
  }

  @Test
  void volumes_are_declared_and_files_are_there() {
    for (JsonNode service : services) {
      for (JsonNode mount : service.path("volumes")) {
        String source = mount.asString().split(":", -1)[0];
        boolean there =
            source.startsWith(".")
                ? Files.exists(ROOT.resolve(source))
                : compose.path("volumes").has(source);
        assertThat(there).as(mount.asString()).isTrue();
      }
    }
  }

  @Test
  void scripts_that_containers_run_are_there() {
    for (JsonNode service : services) {
      for (JsonNode word :
          List.of(service.path("entrypoint").path(1), service.path("command").path(1))) {
        if (word.asString("").startsWith("/compose/")) {
          assertThat(ROOT.resolve(word.asString().substring(1))).exists();
        }
      }
    }
  }

  @Test
  void the_forwarder_gets_only_settings_that_it_knows() {
    var known = new TreeSet<>(Arrays.stream(Variable.values()).map(Variable::key).toList());
    var given = new TreeSet<String>();
    services.at("/forwarder/environment").propertyNames().stream()
        .filter(name -> name.startsWith("LOGFERRY_"))
        .forEach(given::add);
    assertThat(known).containsAll(given);
    assertThat(given).isNotEmpty();
  }

  @Test
  void ports_are_reached_from_this_machine_alone() {
    for (JsonNode service : services) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asString()).startsWith("127.0.0.1:");
      }
    }
  }

  private static JsonNode read() {
    try (var text = Files.newBufferedReader(ROOT.resolve("compose.yaml"))) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return JsonMapper.shared().valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
