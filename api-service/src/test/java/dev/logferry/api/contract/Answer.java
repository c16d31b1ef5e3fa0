package dev.logferry.api.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service answered.
 *
 * @param method that it was asked with
 * @param headers by name, whatever the case
 * @param body as it came, compressed or not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(String method, int status, Map<String, List<String>> headers, byte[] body) {

  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /** Without its parameters; empty if there is none. */
  String mediaType() {
    return header("Content-Type").map(type -> type.replaceAll(";.*", "").strip()).orElse("");
  }

  boolean isJson() {
    return mediaType().endsWith("json");
  }

  boolean isGzip() {
    return header("Content-Encoding").filter("gzip"::equals).isPresent();
  }

  /** The body as text; fails if it is not UTF-8. */
  String text() {
    try {
      byte[] plain =
          isGzip() && body.length > 0
              ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
              : body;
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("a body that is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode json() {
    return STRICT.readTree(text());
  }

  /** Its problem's type without the prefix; empty if it is none. */
  String problem() {
    return mediaType().equals("application/problem+json") && body.length > 0
        ? json().path("type").asString("").replace("/problems#", "")
        : "";
  }

  /** Names of the parameters that a problem complains of. */
  List<String> wrongParameters() {
    return json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("parameter").asString())
        .toList();
  }

  @Override
  public String toString() {
    String shown =
        isGzip() ? body.length + " bytes of gzip" : new String(body, StandardCharsets.UTF_8);
    return "%d %s %s".formatted(status, headers, shown.substring(0, Math.min(400, shown.length())));
  }
}
