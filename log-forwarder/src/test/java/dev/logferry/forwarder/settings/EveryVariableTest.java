package dev.logferry.forwarder.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.Glob;
import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.Route;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.testing.CertificateText;
import dev.logferry.forwarder.testing.TestAuthority;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each variable, given a value that is not its default, reaches its place in the settings. */
class EveryVariableTest {

  private static final String PEM = CertificateText.PEM;
  private static final TestAuthority.Client CLIENT =
      TestAuthority.validFor(Duration.ofDays(1)).client();
  private static final Map<Variable, String> LEAST =
      Map.of(Variable.ELASTICSEARCH_URLS, "https://es:9200");

  @TempDir private Path folder = Path.of("");

  /** Some variables need another beside them. */
  private record Case(
      String value, Function<Settings, Object> place, Object expected, Map<Variable, String> with) {
    Case(String value, Function<Settings, Object> place, Object expected) {
      this(value, place, expected, Map.of());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reaches_its_place(Variable variable) {
    Case given = caseOf(variable);
    Map<Variable, String> before = new HashMap<>(LEAST);
    before.putAll(given.with());
    Map<Variable, String> after = new HashMap<>(before);
    after.put(variable, given.value());

    assertThat(given.value()).isNotEqualTo(variable.defaultValue());
    assertThat(given.place().apply(from(after))).isEqualTo(given.expected());
    if (given.with().isEmpty()) {
      assertThat(given.place().apply(from(before))).isNotEqualTo(given.expected());
    }
  }

  /** A switch without default: a new variable does not compile until it has its case. */
  private Case caseOf(Variable variable) {
    return switch (variable) {
      case ELASTICSEARCH_URLS ->
          new Case(
              "https://a:1, http://b:2/path",
              settings -> settings.cluster().nodes(),
              List.of(URI.create("https://a:1"), URI.create("http://b:2/path")));
      case ELASTICSEARCH_API_KEY ->
          credentials(" a2V5\n", new Credentials.ApiKey("a2V5"), Map.of());
      case ELASTICSEARCH_USERNAME ->
          credentials(
              "me",
              new Credentials.UserAndPassword("me", "pass word "),
              Map.of(Variable.ELASTICSEARCH_PASSWORD, "pass word "));
      case ELASTICSEARCH_PASSWORD ->
          credentials(
              " p:w ",
              new Credentials.UserAndPassword("me", " p:w "),
              Map.of(Variable.ELASTICSEARCH_USERNAME, "me"));
      case ELASTICSEARCH_CREDENTIALS_SECRET ->
          new Case(
              "name ",
              settings -> settings.cluster().credentials(),
              new CredentialsSettings.InSecret("name"));
      case ELASTICSEARCH_CREDENTIALS_TTL ->
          new Case("90s", settings -> settings.cluster().timeToLive(), Duration.ofSeconds(90));
      case ELASTICSEARCH_CA_PEM ->
          trust(PEM.replace("\n", "\\n"), new Trust.CertificateAuthority(PEM.strip() + "\n"));
      case ELASTICSEARCH_CA_FILE -> {
        String ca = file("ca.pem", PEM);
        yield new Case(ca, settings -> settings.cluster().trust(), new TrustSettings.InFile(ca));
      }
      case ELASTICSEARCH_CA_SECRET ->
          new Case("ca", settings -> settings.cluster().trust(), new TrustSettings.InSecret("ca"));
      case ELASTICSEARCH_CA_FINGERPRINT ->
          trust("AB:".repeat(31) + "CD", new Trust.Fingerprint("ab".repeat(31) + "cd"));
      case ELASTICSEARCH_CLIENT_CERTIFICATE_FILE -> {
        String both = file("client.pem", CLIENT.certificatePem() + CLIENT.keyPem());
        yield clientCertificate(
            both, new ClientCertificateSettings.InFiles(both, Optional.empty()), Map.of());
      }
      case ELASTICSEARCH_CLIENT_KEY_FILE -> {
        String chain = file("client.crt", CLIENT.certificatePem());
        String key = file("client.key", CLIENT.keyPem());
        yield clientCertificate(
            key,
            new ClientCertificateSettings.InFiles(chain, Optional.of(key)),
            Map.of(Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_FILE, chain));
      }
      case ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET ->
          clientCertificate("client", new ClientCertificateSettings.InSecret("client"), Map.of());
      case ELASTICSEARCH_CONNECT_TIMEOUT ->
          new Case(
              "7s",
              settings -> settings.cluster().cluster().connectTimeout(),
              Duration.ofSeconds(7));
      case ELASTICSEARCH_REQUEST_TIMEOUT ->
          new Case("1m", settings -> settings.cluster().requestTimeout(), Duration.ofMinutes(1));
      case ELASTICSEARCH_COMPRESSION ->
          new Case("false", settings -> settings.cluster().cluster().compression(), false);
      case ELASTICSEARCH_REQUIRE_DATA_STREAM ->
          new Case("false", settings -> settings.cluster().cluster().requireDataStream(), false);
      case MAX_IN_FLIGHT -> new Case("7", s -> s.delivery().maxInFlight(), 7);
      case MAX_DECOMPRESSED_BYTES -> new Case("3MiB", Settings::maxDecompressedBytes, 3L << 20);
      case DEFAULT_DATASET ->
          new Case("shop", s -> s.routes().otherwise(), new DataStream("shop", "default"));
      case DEFAULT_NAMESPACE ->
          new Case(
              "test", s -> s.routes().otherwise(), new DataStream("aws.cloudwatch_logs", "test"));
      case TIME_ZONE ->
          new Case(
              "Europe/Berlin", settings -> settings.routes().zone(), ZoneId.of("Europe/Berlin"));
      case ROUTES ->
          new Case(
              "/a/*=a:one , /b=b,",
              settings -> settings.routes().routes(),
              List.of(
                  new Route(new Glob("/a/*"), new DataStream("a", "one")),
                  new Route(new Glob("/b"), new DataStream("b", "default"))));
      case MINIMUM_LEVEL ->
          new Case("warning", s -> s.filter().minimumLevel(), Optional.of(Level.WARN));
      case INCLUDE_PATTERN ->
          new Case("a|b", s -> s.filter().include().map(Pattern::pattern), Optional.of("a|b"));
      case EXCLUDE_PATTERN ->
          new Case("c+", s -> s.filter().exclude().map(Pattern::pattern), Optional.of("c+"));
      case REDACTION_RULES ->
          new Case(
              "[{\"name\":\"n\",\"field\":\"a.b\"}]",
              Settings::redactionRules,
              List.of(
                  new RedactionRule(
                      "n", new RedactionRule.Field("a.b"), RedactionRule.Replacement.MARK)));
      case REDACTION_HASH_KEY ->
          new Case("key", Settings::redactionHashKey, new HashKeySettings.Given("key"));
      case REDACTION_HASH_KEY_SECRET ->
          new Case(
              " logferry/key ",
              Settings::redactionHashKey,
              new HashKeySettings.InSecret("logferry/key"));
      case MAX_NESTING_DEPTH -> new Case("7", s -> s.limits().maxNestingDepth(), 7);
      case MAX_FIELDS -> new Case("77", s -> s.limits().maxFields(), 77);
      case MAX_DOCUMENT_BYTES -> new Case("17KiB", s -> s.limits().maxDocumentBytes(), 17 * 1024);
      case MAX_BATCH_BYTES ->
          new Case("70000B", s -> s.delivery().batchLimits().maxBytes(), 70_000);
      case MAX_BATCH_DOCUMENTS -> new Case("9", s -> s.delivery().batchLimits().maxDocuments(), 9);
      case RETRY_INITIAL_DELAY ->
          new Case("3ms", s -> s.delivery().backoff().initial(), Duration.ofMillis(3));
      case RETRY_MAX_DELAY ->
          new Case("3s", s -> s.delivery().backoff().max(), Duration.ofSeconds(3));
      case CHECK_EXISTING_IDS -> new Case("true", Settings::checkExistingIds, true);
      case ERROR_GROUPS -> new Case("false", Settings::errorGroups, false);
      case OWN_LOG_GROUPS ->
          new Case("/a, /b*,", Settings::ownLogGroups, List.of(new Glob("/a"), new Glob("/b*")));
      case TIME_RESERVE -> new Case("8s", Settings::timeReserve, Duration.ofSeconds(8));
      case FAILURE_BUCKET ->
          new Case("failures ", s -> s.redrive().failureBucket(), Optional.of("failures"));
      case FAILURE_PREFIX -> new Case("other/", s -> s.redrive().failurePrefix(), "other/");
      case REDRIVE_PARALLEL_OBJECTS -> new Case("7", s -> s.redrive().parallelObjects(), 7);
      case REDRIVE_MINIMUM_AGE ->
          new Case("90s", s -> s.redrive().minimumAge(), Duration.ofSeconds(90));
      case MAPPING_VERSION -> new Case("v7", s -> s.deadLetters().mappingVersion(), "v7");
      case DEAD_LETTER_BUCKET ->
          new Case("my.bucket-1", s -> s.deadLetters().bucket(), Optional.of("my.bucket-1"));
      case DEAD_LETTER_PREFIX ->
          new Case(
              "a/b-2/",
              s -> s.deadLetters().prefix(),
              "a/b-2/",
              Map.of(Variable.DEAD_LETTER_BUCKET, "bucket"));
    };
  }

  @ParameterizedTest
  @EnumSource
  void has_a_default_that_means_the_same_as_none(Variable variable) {
    Map<Variable, String> environment = new HashMap<>(LEAST);
    environment.putIfAbsent(variable, variable.defaultValue());
    assertThat(from(environment)).isEqualTo(from(LEAST));
  }

  @ParameterizedTest
  @EnumSource
  void has_an_example_that_is_valid_and_a_meaning(Variable variable) {
    assertThat(variable.meaning()).endsWith(".");
    assertThat(variable.example()).isNotEqualTo(variable.defaultValue()).isNotEmpty();
    boolean sketched =
        variable.example().endsWith("…")
            || variable == Variable.ELASTICSEARCH_CA_FILE
            || variable == Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_FILE
            || variable == Variable.ELASTICSEARCH_CLIENT_KEY_FILE
            || variable == Variable.ELASTICSEARCH_CA_FINGERPRINT;
    if (!sketched) {
      Map<Variable, String> environment = new HashMap<>(LEAST);
      if (variable == Variable.REDACTION_RULES) {
        environment.put(Variable.REDACTION_HASH_KEY, "key");
      }
      if (variable == Variable.DEAD_LETTER_PREFIX) {
        environment.put(Variable.DEAD_LETTER_BUCKET, "bucket");
      }
      if (variable == Variable.ELASTICSEARCH_USERNAME) {
        environment.put(Variable.ELASTICSEARCH_PASSWORD, "password");
      }
      environment.put(variable, variable.example());
      assertThat(from(environment)).isNotNull();
    }
  }

  private static Case credentials(String value, Credentials expected, Map<Variable, String> with) {
    return new Case(
        value,
        settings -> settings.cluster().credentials(),
        new CredentialsSettings.Given(expected),
        with);
  }

  private static Case trust(String value, Trust expected) {
    return new Case(
        value, settings -> settings.cluster().trust(), new TrustSettings.Known(expected));
  }

  private static Case clientCertificate(
      String value, ClientCertificateSettings expected, Map<Variable, String> with) {
    return new Case(value, settings -> settings.cluster().clientCertificate(), expected, with);
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings from(Map<Variable, String> variables) {
    Map<String, String> environment = new HashMap<>();
    variables.forEach((variable, value) -> environment.put(variable.key(), value));
    return Settings.from(environment);
  }
}
