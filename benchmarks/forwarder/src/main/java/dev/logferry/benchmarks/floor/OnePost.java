package dev.logferry.benchmarks.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bare floor: reads the event and looks at nothing in it, sends one bulk request with one
 * constant document, and reads the answer. No forwarder in Java can start faster.
 */
public final class OnePost implements RequestStreamHandler {

  private static final byte[] BODY =
      """
      {"create":{"_index":"logs-floor-default","_id":"AAAAAAAAAAAAAAAAAAAA"}}
      {"@timestamp":"2026-11-28T00:00:00.000Z","message":"floor"}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Cluster cluster;

  /** Called by Lambda, once per cold start. */
  public OnePost() throws IOException {
    this.cluster = new Cluster();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    event.readAllBytes();
    try (InputStream answer = cluster.send(BODY, BODY.length, false)) {
      answer.readAllBytes();
    }
    response.write("\"sent\"".getBytes(StandardCharsets.UTF_8));
  }
}
