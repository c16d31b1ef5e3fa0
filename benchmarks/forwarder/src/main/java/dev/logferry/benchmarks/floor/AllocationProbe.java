package dev.logferry.benchmarks.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Runs the handler that the variable {@code PROBED_HANDLER} names, and answers with the bytes that
 * all threads of the JVM have allocated since its start, those that have ended included.
 */
public final class AllocationProbe implements RequestStreamHandler {

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final RequestStreamHandler probed;

  /** Called by Lambda, once per cold start. */
  public AllocationProbe() throws ReflectiveOperationException {
    this.probed =
        Class.forName(System.getenv("PROBED_HANDLER"))
            .asSubclass(RequestStreamHandler.class)
            .getConstructor()
            .newInstance();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    probed.handleRequest(event, OutputStream.nullOutputStream(), context);
    String bytes = Long.toString(threads.getTotalThreadAllocatedBytes());
    response.write(bytes.getBytes(StandardCharsets.UTF_8));
  }
}
