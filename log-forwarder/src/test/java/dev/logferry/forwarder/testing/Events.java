package dev.logferry.forwarder.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The folder {@code events/}: what the modules promise each other. */
public final class Events {

  private static final String PAYLOAD = ".payload.json";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Events() {}

  /** The names of all payloads, such as {@code ecs-error}. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(folder().resolve("cloudwatch"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(PAYLOAD))
          .map(file -> file.substring(0, file.length() - PAYLOAD.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Lambda event, as the file has it. */
  public static byte[] lambdaEvent(String name) {
    return read(lambdaEventFile(name));
  }

  /** The documents that Elasticsearch must receive: an array of {@code _id} and {@code _source}. */
  public static JsonNode documents(String name) {
    return JSON.readTree(read(documentsFile(name)));
  }

  /**
   * The envelope that a readable payload stands for, as CloudWatch would write it. A message
   * written as an object stands for its compact JSON text.
   */
  public static byte[] envelope(String name) {
    return envelopeOf(file("cloudwatch/" + name + PAYLOAD));
  }

  /** The envelope of a payload with documents that Elasticsearch does not take as they come. */
  public static byte[] degradedEnvelope(String name) {
    return envelopeOf(file("degraded/" + name + PAYLOAD));
  }

  private static byte[] envelopeOf(Path file) {
    JsonNode payload = JSON.readTree(read(file));
    for (JsonNode event : payload.path("logEvents")) {
      if (event.path("message").isObject()) {
        ((ObjectNode) event).put("message", event.path("message").toString());
      }
    }
    return JSON.writeValueAsBytes(payload);
  }

  /** A Lambda event made of an envelope. */
  public static byte[] encode(byte[] envelope) {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(envelope);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String data = Base64.getEncoder().encodeToString(gzip.toByteArray());
    return ("{\"awslogs\":{\"data\":\"" + data + "\"}}\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The envelope inside a Lambda event. */
  public static byte[] decode(byte[] lambdaEvent) {
    String data = JSON.readTree(lambdaEvent).path("awslogs").path("data").asString();
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path lambdaEventFile(String name) {
    return folder().resolve("cloudwatch").resolve(name + ".event.json");
  }

  public static Path documentsFile(String name) {
    return folder().resolve("documents").resolve(name + ".json");
  }

  /** A file in the folder, such as {@code kinesis/poison-between.event.json}. */
  public static Path file(String name) {
    return folder().resolve(name);
  }

  private static Path folder() {
    return Path.of(System.getProperty("logferry.root", "..")).resolve("events");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " is missing; write it with -Dlogferry.events.write=true (see events/README.md)",
          e);
    }
  }
}
