package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.json.JsonpDeserializer;
import co.elastic.clients.transport.JsonEndpoint;
import co.elastic.clients.util.BinaryData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells elasticsearch-java what a {@link ClusterRequest} is. The library checks the answer's status
 * and product; without a deserializer it leaves the body alone. Its own endpoint classes would each
 * load lambdas. Not thread-safe.
 */
final class ClusterEndpoint implements JsonEndpoint<ClusterRequest<?>, Object, Object> {

  private final RequestBody body;
  private String id = "";

  ClusterEndpoint(RequestBody body) {
    this.body = body;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String method(ClusterRequest<?> request) {
    id = request.endpoint();
    return "POST";
  }

  @Override
  public String requestUrl(ClusterRequest<?> request) {
    return request.path();
  }

  @Override
  public Map<String, String> queryParameters(ClusterRequest<?> request) {
    return request.parameters();
  }

  @Override
  public BinaryData body(ClusterRequest<?> request) {
    body.begin();
    try {
      request.writeTo(body);
    } catch (IOException e) {
      throw new UncheckedIOException("a body in memory cannot be written", e);
    }
    return body.end(request.contentType());
  }

  /** Never asked: the HTTP layer throws for every status but 200. */
  @Override
  public boolean isError(int statusCode) {
    return statusCode != 200;
  }

  @Override
  public @Nullable JsonpDeserializer<Object> errorDeserializer(int statusCode) {
    return null;
  }

  @Override
  public @Nullable JsonpDeserializer<Object> responseDeserializer() {
    return null;
  }
}
