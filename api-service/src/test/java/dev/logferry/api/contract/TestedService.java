package dev.logferry.api.contract;

import dev.logferry.api.ServiceUnderTest;
import dev.logferry.api.database.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The service that tests ask: the one that {@code -Dlogferry.api.url} names, a container say, or
 * one in this process.
 */
record TestedService(URI address, Optional<ServiceUnderTest> own) implements AutoCloseable {

  static TestedService open() {
    String url = System.getProperty("logferry.api.url", "");
    if (!url.isEmpty()) {
      return new TestedService(URI.create(url), Optional.empty());
    }
    ServiceUnderTest own = ServiceUnderTest.start(TestDatabase.seeded(), Duration.ofSeconds(10));
    return new TestedService(own.address(), Optional.of(own));
  }

  /** Paths of its routes; empty if it runs elsewhere. */
  Optional<List<String>> paths() {
    return own.map(ServiceUnderTest::paths);
  }

  @Override
  public void close() {
    own.ifPresent(ServiceUnderTest::close);
  }
}
