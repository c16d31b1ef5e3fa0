import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The least that the same server can do: as the service is set up, with a constant answer. */
public final class HelloWorld {

  private static final byte[] HELLO = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);

  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);

  private HelloWorld() {}

  /** Listens on the port that is the first argument. */
  public static void main(String[] arguments) {
    WebServer.builder()
        .port(Integer.parseInt(arguments[0]))
        .backlog(4096)
        .idleConnectionTimeout(IDLE_CONNECTION)
        .useNio(false)
        .protocolsDiscoverServices(false)
        .addProtocol(
            Http1Config.builder()
                .log(log -> log.receiveLog(false).sendLog(false))
                .sendKeepAliveHeader(false)
                .validateResponseHeaders(false)
                .build())
        .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(IDLE_CONNECTION))
        .routing(
            routing ->
                routing.get(
                    "/hello",
                    (_, response) -> {
                      response.header(HeaderNames.CONTENT_TYPE, "application/json");
                      response.send(HELLO);
                    }))
        .build()
        .start();
  }
}
