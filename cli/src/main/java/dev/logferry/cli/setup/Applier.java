package dev.logferry.cli.setup;

import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.terminal.CommandException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Carries changes out. */
final class Applier {

  private final ApiClient client;

  Applier(ApiClient client) {
    this.client = client;
  }

  /**
   * Carries changes out, in order.
   *
   * @return how many did anything
   * @throws CommandException if one is rejected; those before it stay
   */
  int apply(List<Change> changes) {
    int done = 0;
    for (Change change : changes) {
      if (change.request().isPresent()) {
        apply(change, change.request().get());
        done++;
      }
    }
    return done;
  }

  private void apply(Change change, ApiRequest request) {
    Optional<SecretFile> secret = change.secretFile().map(SecretFile::new);
    secret.ifPresent(SecretFile::create);
    JsonNode answer = send(change, request);
    secret.ifPresent(file -> file.write(answer));
  }

  private JsonNode send(Change change, ApiRequest request) {
    JsonNode answer;
    try {
      answer = client.send(request).orFail();
    } catch (CommandException failure) {
      throw new CommandException(
          "%s: %s".formatted(change.what(), CommandException.reasonOf(failure)), failure);
    }
    if (request.body() instanceof Body.SavedObjects && !answer.path("success").asBoolean(false)) {
      // Kibana answers 200 even when it has imported nothing.
      throw new CommandException(
          "%s: Kibana did not import it: %s".formatted(change.what(), answer.path("errors")));
    }
    return answer;
  }
}
