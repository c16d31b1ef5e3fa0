package dev.logferry.cli.letters;

import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The buckets of dead letters and of Lambda's on-failure records that the settings name. */
public final class UndeliveredObjectStore {

  private static final Duration CALL = Duration.ofSeconds(60);

  private final ObjectStore store;
  private final List<Source> sources;

  private record Source(UndeliveredObject.Kind kind, String bucket, String prefix, String path) {}

  private UndeliveredObjectStore(ObjectStore store, List<Source> sources) {
    this.store = store;
    this.sources = sources;
  }

  /** Whether the settings of a connection name a bucket. */
  public static boolean isNamed(Settings settings) {
    return settings.deadLetters().bucket().isPresent()
        || settings.redrive().failureBucket().isPresent();
  }

  /**
   * The buckets that a connection's settings name.
   *
   * @param environment AWS's variables: credentials, region, address
   * @throws CommandException if the settings name no bucket
   */
  public static UndeliveredObjectStore of(Connection connection, Map<String, String> environment) {
    return of(
        connection.settings(),
        new S3ObjectStore(() -> S3Connection.from(environment, CALL)),
        connection.source());
  }

  /**
   * The same in any store.
   *
   * @param settingsSource names where the settings were read, for a person
   */
  public static UndeliveredObjectStore of(
      Settings settings, ObjectStore store, String settingsSource) {
    List<Source> sources = new ArrayList<>();
    settings
        .deadLetters()
        .bucket()
        .ifPresent(
            bucket -> {
              for (DeadLetterKind kind : DeadLetterKind.values()) {
                sources.add(
                    new Source(
                        UndeliveredObject.Kind.valueOf(kind.name()),
                        bucket,
                        settings.deadLetters().prefix() + kind.folder(),
                        kind.folder()));
              }
            });
    settings
        .redrive()
        .failureBucket()
        .ifPresent(
            bucket ->
                sources.add(
                    new Source(
                        UndeliveredObject.Kind.UNDELIVERED,
                        bucket,
                        settings.redrive().failurePrefix(),
                        "undelivered/")));
    if (sources.isEmpty()) {
      throw new CommandException(
          "no bucket is named in %s: set LOGFERRY_DEAD_LETTER_BUCKET, LOGFERRY_FAILURE_BUCKET or both"
              .formatted(settingsSource));
    }
    return new UndeliveredObjectStore(store, sources);
  }

  /** The objects whose path begins with a text, newest first. */
  public List<UndeliveredObject> list(String path, Predicate<Instant> written) {
    List<UndeliveredObject> found = new ArrayList<>();
    forEach(path, written, found::add);
    found.sort(Comparator.comparing(UndeliveredObject::modified).reversed());
    return found;
  }

  /**
   * The same page by page, in the order of the keys, for more objects than memory is meant for.
   *
   * @throws UndeterminedException if S3 does not answer or refuses the request
   */
  public void forEach(String path, Predicate<Instant> written, Consumer<UndeliveredObject> found) {
    for (Source source : sources) {
      if (path.startsWith(source.path()) || source.path().startsWith(path)) {
        list(source, path, written, found);
      }
    }
  }

  private void list(
      Source source, String path, Predicate<Instant> written, Consumer<UndeliveredObject> found) {
    String within =
        path.length() > source.path().length() ? path.substring(source.path().length()) : "";
    Optional<String> continuation = Optional.empty();
    do {
      ObjectPage page = page(source, source.prefix() + within, continuation);
      for (ObjectPage.Entry entry : page.objects()) {
        if (written.test(entry.lastModified())) {
          found.accept(
              new UndeliveredObject(
                  source.kind(),
                  source.bucket(),
                  entry.key(),
                  source.path() + entry.key().substring(source.prefix().length()),
                  entry.sizeBytes(),
                  entry.lastModified()));
        }
      }
      continuation = page.continuation();
    } while (continuation.isPresent());
  }

  private ObjectPage page(Source source, String prefix, Optional<String> continuation) {
    try {
      return store.list(source.bucket(), prefix, continuation);
    } catch (IOException e) {
      throw new UndeterminedException(CommandException.reasonOf(e), e);
    }
  }

  /** Opens an object; the caller closes it. */
  InputStream open(UndeliveredObject object) throws IOException {
    return store.open(object.bucket(), object.key());
  }
}
