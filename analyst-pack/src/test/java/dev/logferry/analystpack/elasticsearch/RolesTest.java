package dev.logferry.analystpack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.PackSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RolesTest {
  private static final Set<ServerFeature> ES_9_2 = ServerFeature.of(Version.parse("9.2.0"));

  @Test
  void the_forwarder_can_add_documents_and_nothing_else() {
    JsonNode role = role(ES_9_2, "logferry-forwarder");

    assertThat(role.path("cluster")).isEmpty();
    assertThat(role.path("indices").toString())
        .isEqualTo(
            "[{\"names\":[\"logs-*-*\"],\"privileges\":[\"auto_configure\",\"create_doc\"]}]");
    assertThat(role.has("applications")).isFalse();
  }

  @Test
  void the_failure_store_is_readable_where_there_is_one() {
    assertThat(privileges(ES_9_2, "logferry-analyst"))
        .isEqualTo("[\"read\",\"view_index_metadata\",\"read_failure_store\"]");
    assertThat(privileges(Set.of(), "logferry-analyst"))
        .isEqualTo("[\"read\",\"view_index_metadata\"]");
  }

  @Test
  void kibanas_privileges_are_for_one_space() {
    assertThat(
            Roles.roles(ES_9_2, "shop").stream()
                .filter(object -> object.name().equals("logferry-analyst"))
                .findFirst()
                .orElseThrow()
                .body()
                .at("/applications/0/resources")
                .toString())
        .isEqualTo("[\"space:shop\"]");
  }

  @Test
  void keys_have_the_privileges_of_their_role() {
    assertThat(Roles.apiKeys(ES_9_2))
        .extracting(Roles.ApiKey::name)
        .containsExactly("logferry-forwarder", "logferry-redrive");
    JsonNode request = Roles.apiKeys(ES_9_2).getLast().request();
    assertThat(request.at("/role_descriptors/logferry-redrive/indices/0/privileges").toString())
        .isEqualTo("[\"auto_configure\",\"create_doc\",\"read\"]");
    assertThat(request.at("/metadata/managed_by").asString()).isEqualTo("logferry");
  }

  private static String privileges(Set<ServerFeature> server, String name) {
    return role(server, name).at("/indices/0/privileges").toString();
  }

  private static JsonNode role(Set<ServerFeature> server, String name) {
    assertThat(PackSource.yaml("roles.yaml")).hasSize(4);
    return Roles.roles(server, "default").stream()
        .filter(object -> object.name().equals(name))
        .findFirst()
        .orElseThrow()
        .body();
  }
}
