package dev.logferry.cli.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.connection.TlsContexts;
import dev.logferry.cli.connection.TrustSettings;
import dev.logferry.cli.stack.RunningStack.Elasticsearch;
import dev.logferry.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;

/** Searches Elasticsearch as the analyst. */
public final class ElasticsearchSearch {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final Elasticsearch elasticsearch;
  private final HttpClient client;

  public ElasticsearchSearch(Elasticsearch elasticsearch) {
    this.elasticsearch = elasticsearch;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if ("https".equalsIgnoreCase(elasticsearch.url().getScheme())) {
      builder.sslContext(
          TlsContexts.context(TrustSettings.inFile(Path.of(elasticsearch.caFile()))));
    }
    this.client = builder.build();
  }

  /**
   * Searches once.
   *
   * @throws CommandFailure when Elasticsearch cannot be reached or refuses the search; the message
   *     holds its reason
   */
  public SearchAnswer search(SearchRequest request) {
    HttpResponse<String> response = send(request);
    if (response.statusCode() == 200) {
      return SearchResponse.parse(response.body()).answer();
    }
    throw refused(response, request);
  }

  private HttpResponse<String> send(SearchRequest request) {
    URI url = elasticsearch.url();
    try {
      return client.send(httpRequest(request), BodyHandlers.ofString(UTF_8));
    } catch (ConnectException | HttpConnectTimeoutException refused) {
      throw new CommandFailure(
          "nothing answers at %s: %s; is ./logferry up still running?"
              .formatted(url, CommandFailure.reasonOf(refused)),
          refused);
    } catch (SSLException untrusted) {
      throw new CommandFailure(
          "no trusted connection to %s with the authority in %s: %s"
              .formatted(url, elasticsearch.caFile(), CommandFailure.reasonOf(untrusted)),
          untrusted);
    } catch (IOException broken) {
      throw new CommandFailure(
          "no answer from %s: %s".formatted(url, CommandFailure.reasonOf(broken)), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while searching", interrupted);
    }
  }

  private HttpRequest httpRequest(SearchRequest request) {
    String base = elasticsearch.url().toString().replaceAll("/+$", "");
    String index = URLEncoder.encode(request.index(), UTF_8).replace("+", "%20");
    String credentials = elasticsearch.analyst().user() + ":" + elasticsearch.analyst().password();
    return HttpRequest.newBuilder(URI.create(base + "/" + index + "/_search"))
        .timeout(ANSWER_TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
        .POST(BodyPublishers.ofString(request.toJson()))
        .build();
  }

  private CommandFailure refused(HttpResponse<String> response, SearchRequest request) {
    String reason = SearchResponse.reasonIn(response.body());
    return new CommandFailure(
        switch (response.statusCode()) {
          case 400 ->
              "Elasticsearch does not understand the query '%s': %s"
                  .formatted(request.query(), reason);
          case 401 ->
              "Elasticsearch refused the user '%s': %s"
                  .formatted(elasticsearch.analyst().user(), reason);
          case 403 ->
              "the user '%s' may not search '%s': %s"
                  .formatted(elasticsearch.analyst().user(), request.index(), reason);
          default ->
              "Elasticsearch answered %d for '%s': %s"
                  .formatted(response.statusCode(), request.index(), reason);
        });
  }
}
