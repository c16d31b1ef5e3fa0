package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.Renewed;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Documents for tests of delivery. */
public final class Documents {

  private static final DataStream STREAM = new DataStream("test", "default");

  private Documents() {}

  /** Documents with the ids d0, d1, …. */
  public static List<LogDocument> of(int count) {
    return IntStream.range(0, count).mapToObj(number -> document("d" + number, 0)).toList();
  }

  /** A document whose JSON has some more bytes. */
  public static LogDocument document(String id, int paddingBytes) {
    String json =
        "{\"@timestamp\":\"2026-11-22T10:00:00.000Z\",\"message\":\"%s\"}"
            .formatted("x".repeat(paddingBytes));
    return new LogDocument(STREAM, id, json.getBytes(StandardCharsets.UTF_8), 0, Set.of(), 0);
  }

  /** Credentials that are read when needed and never grow old. */
  public static Renewed<Credentials> credentials(Supplier<Credentials> source) {
    return new Renewed<>(source, Duration.ofDays(1), InstantSource.system());
  }

  /** TLS that trusts these servers and shows no certificate. */
  public static Renewed<TlsConnector> tls(Trust trust) {
    return new Renewed<>(
        () -> new TlsConnector(new TlsConfiguration(trust)),
        Duration.ofDays(1),
        InstantSource.system());
  }
}
