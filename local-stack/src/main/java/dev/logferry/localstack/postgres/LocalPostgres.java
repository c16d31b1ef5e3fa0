package dev.logferry.localstack.postgres;

import com.sun.security.auth.module.UnixSystem;
import dev.logferry.localstack.server.KeptLogs;
import dev.logferry.localstack.server.LocalServerException;
import dev.logferry.localstack.server.ReservedPort;
import dev.logferry.localstack.server.Watchdog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * PostgreSQL for this machine alone, on 127.0.0.1 and with a password. Can be stopped and started
 * again on the same port; ends with the process that started it, whatever becomes of that. It does
 * not wait for the disk: a crash of the whole machine may cost its data.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final String USER = "postgres";

  private final LocalPostgresSettings settings;
  private final PostgresFolder folder;
  private final String password;
  private final ReservedPort port;
  private final Watchdog watchdog;
  private EmbeddedPostgres server;
  private boolean running;
  private boolean closed;

  private LocalPostgres(LocalPostgresSettings settings, ReservedPort port, PostgresFolder folder)
      throws IOException {
    this.settings = settings;
    this.folder = folder;
    password = folder.password();
    this.port = port;
    watchdog = folder.watchdog();
    server = firstLaunch();
    running = true;
  }

  private EmbeddedPostgres firstLaunch() throws IOException {
    boolean done = false;
    try {
      EmbeddedPostgres launched = Launch.server(settings, folder, port.number());
      done = true;
      return launched;
    } finally {
      if (!done) {
        watchdog.close();
      }
    }
  }

  /** Starts one with a temporary folder on a free port, and waits until it answers. */
  public static LocalPostgres start() {
    return start(LocalPostgresSettings.defaults());
  }

  /**
   * Starts one and waits until it answers.
   *
   * @throws LocalServerException if it can't be started, with the reason
   * @throws IllegalStateException if its port is taken
   */
  public static LocalPostgres start(LocalPostgresSettings settings) {
    boolean asRoot = new UnixSystem().getUid() == 0;
    if (asRoot && !LinuxUtils.isUnshareAvailable()) {
      throw new LocalServerException(
          "PostgreSQL does not run as root, and `unshare -U`, which would start it as another user, is not installed or not allowed here: run this as an ordinary user");
    }
    try {
      ServerBinaries.prepareFolder(asRoot);
      return started(settings);
    } catch (IOException e) {
      throw new LocalServerException("the local PostgreSQL cannot be started: " + e, e);
    }
  }

  private static LocalPostgres started(LocalPostgresSettings settings) throws IOException {
    ReservedPort port = ReservedPort.reserve("the local PostgreSQL", settings.port());
    boolean done = false;
    try {
      LocalPostgres postgres = started(settings, port, PostgresFolder.open(settings.folder()));
      done = true;
      return postgres;
    } finally {
      if (!done) {
        port.close();
      }
    }
  }

  private static LocalPostgres started(
      LocalPostgresSettings settings, ReservedPort port, PostgresFolder folder) throws IOException {
    boolean done = false;
    try {
      LocalPostgres postgres = new LocalPostgres(settings, port, folder);
      done = true;
      return postgres;
    } finally {
      if (!done) {
        folder.close();
      }
    }
  }

  /** Where a database of it is, as the driver takes it with {@code jdbc:} before it. */
  public String url(String database) {
    return "postgresql://127.0.0.1:%d/%s".formatted(port.number(), database);
  }

  public int port() {
    return port.number();
  }

  /** A user who may do anything. */
  public String user() {
    return USER;
  }

  /** That user's password. */
  public String password() {
    return password;
  }

  /** Makes an empty database. */
  public void createDatabase(String name) {
    execute("create database \"%s\"".formatted(name));
  }

  /** Makes a database that holds what another one holds, to which nobody may be connected. */
  public void createDatabase(String name, String template) {
    execute("create database \"%s\" template \"%s\" strategy file_copy".formatted(name, template));
  }

  /** Whether there is a database of this name. */
  public boolean hasDatabase(String name) {
    try (Connection connection = connect(USER);
        var query = connection.prepareStatement("select from pg_database where datname = ?")) {
      query.setString(1, name);
      return query.executeQuery().next();
    } catch (SQLException e) {
      throw new LocalServerException("cannot list the databases: " + e.getMessage(), e);
    }
  }

  /** A connection as the user who may do anything. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(database), USER, password);
  }

  /** Ends the server and its connections; what it holds stays. Nothing if it is stopped. */
  public synchronized void stop() {
    if (!running) {
      return;
    }
    running = false;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the local PostgreSQL cannot be stopped", e);
    }
  }

  /** Whether the server runs; it can have died by itself. */
  public boolean isAlive() {
    return folder.server().filter(ProcessHandle::isAlive).isPresent();
  }

  /** Starts it again on the same port, with what it held; nothing if it runs. */
  public synchronized void restart() {
    if (closed) {
      throw new LocalServerException("the local PostgreSQL is closed: start a new one");
    }
    if (isAlive()) {
      return;
    }
    try {
      server = Launch.server(settings, folder, port.number());
      running = true;
    } catch (IOException e) {
      throw new LocalServerException("the local PostgreSQL cannot be started again: " + e, e);
    }
  }

  /** The server's main process, while it runs. */
  public ProcessHandle process() {
    return folder
        .server()
        .orElseThrow(() -> new LocalServerException("the local PostgreSQL is stopped"));
  }

  /** Ends it, and deletes its folder if that is a temporary one. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stop();
    KeptLogs.copy("PostgreSQL", port.number(), List.of(folder.log()));
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the local PostgreSQL's lock cannot be removed", e);
    } finally {
      watchdog.close();
      port.close();
    }
  }

  private void execute(String sql) {
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new LocalServerException("%s: %s".formatted(sql, e.getMessage()), e);
    }
  }
}
