package dev.logferry.localstack.elasticsearch;

import dev.logferry.localstack.server.KeptLogs;
import dev.logferry.localstack.server.LocalServerException;
import dev.logferry.localstack.server.ReservedPort;
import dev.logferry.localstack.server.ServerProcess;
import dev.logferry.localstack.server.Startup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real Elasticsearch server of one node on 127.0.0.1: TLS from a private authority, four users,
 * the analyst pack's index templates. It ends when it is closed and when our process ends, however
 * that happens. Several can run at once.
 *
 * <p>It is the distribution that Elasticsearch's own integration tests use: the core with security,
 * without ILM, ingest processors, scripts and the field types of other modules.
 */
public final class LocalElasticsearch implements AutoCloseable {

  private final LocalElasticsearchSettings settings;
  private final ServerAccount account;
  private final ServerDistribution distribution;
  private final NodeFolder folder;
  private final PrivateAuthority authority;
  private final ReservedPort httpPort;
  private final Thread endAtExit = new Thread(this::endAtExit, "end-local-elasticsearch");

  private volatile FileRealm users;
  private volatile @Nullable ServerProcess process;
  private boolean closed;

  private LocalElasticsearch(
      LocalElasticsearchSettings settings,
      ServerAccount account,
      ServerDistribution distribution,
      NodeFolder folder,
      PrivateAuthority authority,
      ReservedPort httpPort) {
    this.settings = settings;
    this.account = account;
    this.distribution = distribution;
    this.folder = folder;
    this.users = FileRealm.withRandomPasswords();
    this.authority = authority;
    this.httpPort = httpPort;
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @throws LocalServerException if it cannot start; no process is left behind then
   * @throws IllegalStateException if its port is taken
   */
  public static LocalElasticsearch start(LocalElasticsearchSettings settings) {
    ReservedPort httpPort = ReservedPort.reserve("the local Elasticsearch", settings.httpPort());
    boolean started = false;
    try {
      LocalElasticsearch server = start(settings, httpPort);
      started = true;
      return server;
    } finally {
      if (!started) {
        httpPort.close();
      }
    }
  }

  private static LocalElasticsearch start(
      LocalElasticsearchSettings settings, ReservedPort httpPort) {
    try {
      ServerAccount account = ServerAccount.forThisProcess();
      ServerDistribution distribution = ServerDistribution.unpacked(account);
      PrivateAuthority authority = PrivateAuthority.create();
      LocalElasticsearch server =
          new LocalElasticsearch(
              settings, account, distribution, NodeFolder.open(), authority, httpPort);
      server.startFirst();
      return server;
    } catch (IOException e) {
      throw new LocalServerException("cannot prepare the local Elasticsearch: " + e, e);
    }
  }

  private void startFirst() throws IOException {
    Runtime.getRuntime().addShutdownHook(endAtExit);
    boolean started = false;
    try {
      folder.copyLogSettings(distribution);
      users.writeTo(folder.configuration());
      authority.writeTo(folder.configuration());
      account.own(folder.root());
      account.requireReachable(
          folder.configuration(),
          "start Java with -Djava.io.tmpdir=FOLDER, a folder that everyone may enter");
      startProcess();
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /** Where the server answers, such as {@code https://127.0.0.1:40123}. */
  public URI url() {
    return URI.create("https://127.0.0.1:" + httpPort.number());
  }

  /** The certificate of the authority, as PEM. */
  public Path caFile() {
    return folder.configuration().resolve(PrivateAuthority.AUTHORITY_FILE);
  }

  /** A client certificate of the authority and its private key, as PEM. */
  public Path clientCertificateFile() {
    return folder.configuration().resolve(PrivateAuthority.CLIENT_FILE);
  }

  /** SHA-256 of the authority's certificate, in lower-case hexadecimal digits. */
  public String caFingerprint() {
    return authority.fingerprint();
  }

  /** TLS for a client in this process: trusts the authority, and has a client certificate. */
  public SSLContext clientContext() {
    return authority.clientContext();
  }

  /** May do anything. */
  public User admin() {
    return users.admin();
  }

  /** May create documents in {@code logs-*-*} data streams, and nothing else. */
  public User shipper() {
    return users.shipper();
  }

  /**
   * Gives the shipper another password. A running server takes it, and refuses the old one, within
   * about a second.
   *
   * @return the shipper with the new password, as from {@link #shipper} from now on
   */
  public synchronized User rotateShipperPassword() {
    FileRealm rotated = users.withOtherShipperPassword();
    try {
      folder.replaceUsers(rotated, account);
    } catch (IOException e) {
      throw new LocalServerException("cannot change the users' file: " + e, e);
    }
    users = rotated;
    return rotated.shipper();
  }

  /** May create documents in {@code logs-*-*} data streams and read them, for late deliveries. */
  public User redriver() {
    return users.redriver();
  }

  /** May read {@code logs-*-*} data streams, and nothing else. */
  public User analyst() {
    return users.analyst();
  }

  /** The server's own log: one ECS JSON object a line. */
  public Path serverLog() {
    return folder.serverLog();
  }

  /** Configuration, data, logs and temporary files of this run. */
  public Path runFolder() {
    return folder.root();
  }

  /** The operating system's number of the server's process, or empty while it is stopped. */
  public Optional<Long> processId() {
    return running().map(server -> server.handle().pid());
  }

  /**
   * Starts the process again after {@link #stopProcess} or {@link #killProcess}, on the same data
   * and port, and waits until it is ready.
   */
  public synchronized void startProcess() {
    if (closed || processId().isPresent()) {
      throw new IllegalStateException(
          closed ? "this server is closed: start a new one" : "the server is running already");
    }
    try {
      ServerProcess started =
          ServerProcess.start(
              "Elasticsearch",
              LaunchCommand.of(distribution, folder, account),
              folder.logs(),
              folder.consoleOutput(),
              Map.of("LIBFFI_TMPDIR", folder.temporary().toString()));
      process = started; // before anything that takes time, so that it is stopped at exit
      started.send(
          ServerArguments.encode(
              NodeSettings.of(
                  distribution, folder, httpPort.number(), settings.clientCertificateRequired()),
              folder.configuration(),
              folder.logs()));
      awaitReady(new Startup(started, settings.startupLimit()));
    } catch (IOException e) {
      throw new LocalServerException("cannot start the local Elasticsearch: " + e, e);
    }
  }

  private void awaitReady(Startup startup) throws IOException {
    try (AdminConnection connection =
        new AdminConnection(url(), authority.clientContext(), users.admin())) {
      connection.awaitHealth(startup);
      if (settings.templates()) {
        connection.storeTemplates(startup);
      }
    }
  }

  /** Ends the process in an orderly way; the data stay. */
  public synchronized void stopProcess() {
    running().ifPresent(ServerProcess::stop);
  }

  /** Ends the process at once, as a crash would; the data stay. */
  public synchronized void killProcess() {
    running().ifPresent(ServerProcess::kill);
  }

  private Optional<ServerProcess> running() {
    return Optional.ofNullable(process).filter(ServerProcess::isAlive);
  }

  /** Ends the process, and deletes the run folder. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopProcess();
    deleteFolder();
    httpPort.close();
    try {
      Runtime.getRuntime().removeShutdownHook(endAtExit);
    } catch (IllegalStateException _) {
      // The hook is running already, and finds nothing left to do.
    }
  }

  /** Takes no lock, since a start in progress holds it for several seconds. */
  private void endAtExit() {
    running().ifPresent(ServerProcess::stop);
    deleteFolder();
  }

  private void deleteFolder() {
    synchronized (folder) {
      copyLogsAndDelete();
    }
  }

  private void copyLogsAndDelete() {
    KeptLogs.copy(
        "Elasticsearch", httpPort.number(), List.of(folder.consoleOutput(), folder.serverLog()));
    try {
      folder.delete();
      folder.close();
    } catch (IOException e) {
      throw new LocalServerException(
          "cannot delete %s: delete it by hand".formatted(folder.root()), e);
    }
  }
}
