package dev.logferry.api;

import dev.logferry.api.http.Route;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.api.settings.ServerSettings;
import dev.logferry.api.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records, while an image is built, which classes and methods the service needs; the JVM's AOT
 * cache is made from that. Requests every route, without a database.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>
 */
final class Training {

  private static final Logger LOGGER = LoggerFactory.getLogger(Training.class);

  /** Nothing listens there. */
  private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/none";

  private static final int ROUNDS = 3;

  private final RunningService service;

  Training(Settings settings) {
    this.service = new Wiring(alone(settings)).service();
  }

  private static Settings alone(Settings settings) {
    DatabaseSettings database =
        new DatabaseSettings(
            NO_DATABASE, "none", "", 1, Duration.ofSeconds(1), Duration.ofMillis(250), 64);
    ServerSettings server =
        new ServerSettings(
            0, 0, Set.of(), Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(5));
    return new Settings(database, server, settings.log());
  }

  void run() {
    service.start();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        requestAll();
      }
    } finally {
      service.stop();
    }
  }

  private void requestAll() {
    for (Route route : service.server().routes()) {
      String path =
          route
              .path()
              .replace("{id}", "1")
              .replace("{category}", "lotion")
              .replaceAll("\\{.*}", "none");
      LOGGER.atInfo().log("Training: {} answered {}.", path, status(path));
    }
  }

  private int status(String path) {
    try {
      URI address = URI.create("http://127.0.0.1:" + service.server().port() + path);
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setRequestProperty("Accept-Encoding", "gzip");
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        body.readAllBytes();
      }
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
