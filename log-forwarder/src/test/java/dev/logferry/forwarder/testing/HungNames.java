package dev.logferry.forwarder.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Makes the look-up of one name hang, as when no DNS server answers; others are looked up as ever.
 */
public final class HungNames extends InetAddressResolverProvider {

  /** The name whose look-up hangs. */
  public static final String NAME = "hung-name.invalid";

  private static volatile CountDownLatch released = new CountDownLatch(1);

  /** Looking it up hangs from now on, until what is returned is closed. */
  public static AutoCloseable hang() {
    CountDownLatch latch = new CountDownLatch(1);
    released = latch;
    return latch::countDown;
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver platform = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        if (host.equals(NAME)) {
          waitForRelease();
          throw new UnknownHostException(host);
        }
        return platform.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return platform.lookupByAddress(address);
      }
    };
  }

  /** Heeds no interrupt, as the platform's own look-up does not. */
  private static void waitForRelease() {
    while (true) {
      try {
        released.await();
        return;
      } catch (InterruptedException _) {
        // Waits on.
      }
    }
  }

  @Override
  public String name() {
    return "hung names";
  }
}
