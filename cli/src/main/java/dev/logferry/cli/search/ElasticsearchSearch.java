package dev.logferry.cli.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiResponse;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.terminal.CommandException;
import java.net.URLEncoder;

/** Searches Elasticsearch. */
public final class ElasticsearchSearch {
  private final Connection connection;

  public ElasticsearchSearch(Connection connection) {
    this.connection = connection;
  }

  /**
   * Searches once.
   *
   * @throws CommandException when Elasticsearch cannot be reached or refuses the search; the
   *     message holds its reason
   */
  public SearchAnswer search(SearchRequest request) {
    String index = URLEncoder.encode(request.index(), UTF_8).replace("+", "%20");
    try (ApiClient client = new ApiClient(connection)) {
      ApiResponse response =
          client.send(
              ApiRequest.elasticsearch("/" + index + "/_search")
                  .with(ApiRequest.Method.POST, request.toJson()));
      if (response.status() == 400) {
        throw new CommandException(
            "Elasticsearch does not understand the query '%s': %s"
                .formatted(request.query(), SearchResponse.reasonIn(response.text())));
      }
      var _ = response.orFail();
      return SearchResponse.parse(response.text()).answer();
    }
  }
}
