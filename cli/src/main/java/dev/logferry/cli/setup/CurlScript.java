package dev.logferry.cli.setup;

import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Server;
import java.util.List;

/** Writes requests as a shell script of curl commands, for teams whose changes others carry out. */
final class CurlScript {

  private static final String HEAD =
      """
      #!/bin/sh
      # What logferry setup would send. Before you run it, set
      #   ELASTICSEARCH  the cluster's address, such as https://es1.example.internal:9200
      #   KIBANA         Kibana's address, with /s/SPACE for another space than the default one
      #   CA             a PEM file with the authority of their certificates
      #   HEADERS        a file with the line Authorization: ApiKey …, readable by you alone
      set -eu
      request() {
        curl --silent --show-error --fail-with-body --cacert "$CA" --header @"$HEADERS" "$@"
        echo
      }
      """;

  private CurlScript() {}

  /** The script for all changes that do anything. */
  static String of(List<Change> changes) {
    StringBuilder script = new StringBuilder(HEAD);
    for (Change change : changes) {
      change
          .request()
          .ifPresent(
              request ->
                  script.append(
                      "\n# %s %s\n%s\n"
                          .formatted(change.kind().sign(), change.what(), command(request))));
    }
    return script.toString();
  }

  private static String command(ApiRequest request) {
    String url =
        "\"$%s\"'%s'".formatted(request.server().name(), request.path().replace("'", "%27"));
    String xsrf = request.server() == Server.KIBANA ? " --header 'kbn-xsrf: logferry'" : "";
    String command = "request --request %s%s %s".formatted(request.method(), xsrf, url);
    return switch (request.body()) {
      case Body.None() -> command;
      case Body.Json(String text) ->
          "%s --header 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'\n%s\nEND_OF_BODY"
              .formatted(command, text);
      case Body.SavedObjects(String lines) ->
          "%s --form 'file=@-;filename=logferry.ndjson' <<'END_OF_BODY'\n%s\nEND_OF_BODY"
              .formatted(command, lines);
    };
  }
}
