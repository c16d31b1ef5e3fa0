package dev.logferry.cli.connection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import jakarta.json.JsonException;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** A cluster through elasticsearch-java, with failures as sentences for a person. Thread-safe. */
public final class Elasticsearch implements AutoCloseable {

  private final Connection connection;
  private final ElasticsearchHttp http;
  private final ElasticsearchClient client;

  public Elasticsearch(Connection connection) {
    this.connection = connection;
    this.http = new ElasticsearchHttp(connection);
    this.client = new ElasticsearchClient(new Transport(http));
  }

  /** elasticsearch-java's own transport is abstract for HTTP layers that it does not bring. */
  private static final class Transport extends ElasticsearchTransportBase {
    Transport(TransportHttpClient http) {
      super(http, null, new Jackson3JsonpMapper(), NoopInstrumentation.INSTANCE);
    }
  }

  /** A call of elasticsearch-java. */
  @FunctionalInterface
  public interface Call<T> {
    T on(ElasticsearchClient client) throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param doing what is tried, for the message: {@code searching logs-*}
   * @throws UndeterminedException if the cluster gives no answer or refuses the request
   * @throws CommandException if it does not understand the request, as a query with an open bracket
   */
  public <T> T call(String doing, Call<T> call) {
    try {
      return call.on(client);
    } catch (ElasticsearchException rejected) {
      if (rejected.status() == 400) {
        throw new CommandException(explain(doing, rejected), rejected);
      }
      throw new UndeterminedException(explain(doing, rejected), rejected);
    } catch (TransportException unusable) {
      throw new UndeterminedException(
          "%s: the answer of %s is not Elasticsearch's: %s"
              .formatted(doing, connection.nodes(), CommandException.reasonOf(unusable)),
          unusable);
    } catch (JsonException unusable) {
      throw new UndeterminedException(
          "%s: the answer of %s is not Elasticsearch's: %s"
              .formatted(doing, connection.nodes(), CommandException.reasonOf(unusable)),
          unusable);
    } catch (IOException broken) {
      throw new UndeterminedException(
          "%s: %s".formatted(doing, CommandException.reasonOf(broken)), broken);
    }
  }

  private static String explain(String doing, ElasticsearchException rejected) {
    String reason = reason(rejected.error());
    return switch (rejected.status()) {
      case 401 ->
          "%s: Elasticsearch does not accept the credentials (401): %s".formatted(doing, reason);
      case 403 ->
          "%s: Elasticsearch does not allow it (403): %s; give the key or user that privilege"
              .formatted(doing, reason);
      case 400 -> "%s: Elasticsearch does not understand it: %s".formatted(doing, reason);
      default -> "%s: Elasticsearch answered %d: %s".formatted(doing, rejected.status(), reason);
    };
  }

  /** The innermost reason: it says why. */
  public static String reason(ErrorCause error) {
    ErrorCause cause = error.causedBy();
    if (cause != null && cause.reason() != null) {
      return reason(cause);
    }
    JsonData shards = error.metadata().get("failed_shards");
    if (shards != null) {
      JsonNode inner = shards.to(JsonNode.class).path(0).path("reason");
      while (inner.at("/caused_by/reason").isString()) {
        inner = inner.path("caused_by");
      }
      if (inner.path("reason").isString()) {
        return firstLine(inner.path("reason").asString());
      }
    }
    String reason = error.reason();
    return firstLine(reason == null ? String.valueOf(error.type()) : reason);
  }

  /** The parser of queries adds a list of tokens that it would have liked. */
  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    http.close();
  }
}
