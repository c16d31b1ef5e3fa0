package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.tls.KeyMaterial;
import java.util.Optional;

/**
 * Every environment variable that the forwarder knows, with the words that docs/SETTINGS.md is made
 * of. All begin with {@code LOGFERRY_}, so that a misspelled one is noticed and not ignored.
 */
public enum Variable {
  ELASTICSEARCH_URLS(
      "",
      "https://es1.example.internal:9200,https://es2.example.internal:9200",
      "Required. Addresses of the cluster's nodes, separated by commas. If one fails, the next is used.",
      Showing.WITHOUT_USER_AND_QUERY),
  ELASTICSEARCH_API_KEY(
      "",
      "bG9n…",
      "API key, in the form that Elasticsearch calls `encoded`. Set this, or username and password, or the secret.",
      Showing.NEVER),
  ELASTICSEARCH_USERNAME("", "shipper", "User name, together with the password."),
  ELASTICSEARCH_PASSWORD("", "…", "Password of that user.", Showing.NEVER),
  ELASTICSEARCH_CREDENTIALS_SECRET(
      "",
      "logferry/elasticsearch",
      "Name or ARN of a secret in Secrets Manager: the API key itself, or JSON with `api_key`, or with `username` and `password`. Read through the AWS Parameters and Secrets Lambda Extension."),
  ELASTICSEARCH_CREDENTIALS_TTL(
      "5m",
      "1m",
      "How long credentials, CA and client certificate from a secret or a file are used before they are read again. When the cluster rejects them, they are read again at once, at most every 10 seconds. The extension keeps its own copy for `SECRETS_MANAGER_TTL` seconds."),
  ELASTICSEARCH_CA_PEM(
      "",
      "-----BEGIN CERTIFICATE-----…",
      "Certificate of the private CA. At most one of the four CA settings.",
      Showing.NEVER),
  ELASTICSEARCH_CA_FILE("", "/var/task/ca.pem", "File that holds the CA's certificate as PEM."),
  ELASTICSEARCH_CA_SECRET(
      "", "logferry/ca", "Name or ARN of a secret that holds the CA's certificate as PEM."),
  ELASTICSEARCH_CA_FINGERPRINT(
      "",
      "SHA-256, 64 hexadecimal digits",
      "Fingerprint of the CA's certificate, which the server has to present. Host names are still checked."),
  ELASTICSEARCH_CLIENT_CERTIFICATE_FILE(
      "",
      "/var/task/client.pem",
      "File with a client certificate as PEM, for clusters that require one: the certificate, its intermediates, and the private key unless the next setting names its file."),
  ELASTICSEARCH_CLIENT_KEY_FILE(
      "",
      "/var/task/client-key.pem",
      "File with the private key of the client certificate, as PEM in PKCS#8 form without a password. `openssl pkcs8 -topk8 -nocrypt` converts other forms."),
  ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET(
      "",
      "logferry/client",
      "Name or ARN of a secret that holds the client certificate and its private key: one PEM text, or JSON with `certificate` and `private_key`."),
  ELASTICSEARCH_CONNECT_TIMEOUT(
      "5s", "2s", "How long a node may take to accept a connection, TLS included."),
  ELASTICSEARCH_REQUEST_TIMEOUT("30s", "10s", "How long one bulk request may take."),
  ELASTICSEARCH_COMPRESSION("true", "false", "Whether request bodies are sent gzipped."),
  ELASTICSEARCH_REQUIRE_DATA_STREAM(
      "true",
      "false",
      "Whether Elasticsearch must refuse to create a plain index instead of a data stream. Servers before 8.13 need `false`."),
  MAX_DECOMPRESSED_BYTES(
      "100MiB",
      "200MiB",
      "A payload that decompresses to more than this is rejected as malformed."),
  DEFAULT_DATASET("aws.cloudwatch_logs", "shop", "Dataset of log groups that no route matches."),
  DEFAULT_NAMESPACE("default", "production", "Namespace of every route that names none."),
  ROUTES(
      "",
      "/ecs/shop-*=shop.api:production,/ecs/*:web/*=ecs;service=$1;zone=Europe/Berlin",
      "Routes, separated by commas; the first match wins. A route is `log-group-glob=dataset`, optionally with `:log-stream-glob` before the `=` and `:namespace` after the dataset. `;service=NAME` sets the service of lines that name none; `$1` in it stands for what the first `*` of the route matched, `$2` for the second. `;zone=ZONE` sets `LOGFERRY_TIME_ZONE` for that route."),
  TIME_ZONE(
      "UTC",
      "Europe/Berlin",
      "Time zone of times without one. Their documents have `time_zone` in `logferry.assumed`."),
  MINIMUM_LEVEL(
      "",
      "WARN",
      "Events of a lower level are left out (TRACE, DEBUG, INFO, WARN, ERROR, FATAL). Events without a known level are kept."),
  INCLUDE_PATTERN("", "ERROR|WARN", "RE2 pattern: only lines that contain a match are kept."),
  EXCLUDE_PATTERN("", "GET /health", "RE2 pattern: lines that contain a match are left out."),
  REDACTION_RULES(
      "",
      "[{\"name\":\"email\",\"pattern\":\"[\\\\w.+-]+@[\\\\w-]+\\\\.[\\\\w.]+\",\"replace\":\"hash\"},{\"name\":\"password\",\"field\":\"user.password\"}]",
      "JSON array of rules. Each has a `name`, a `pattern` (RE2) or a `field`, and `replace`: `mark` (the default) or `hash`. A field is a path of names with dots between them, such as `user.password`, or `*.password` for a name at any depth; names match in any case, dotted or nested. In text a field rule finds its last name as a JSON member, in `key=value`, in a map `{key=value}` and in single quotes, but not in YAML (`key: value`), XML, or where the name is not written. It replaces all values at and below the field; names below it stay."),
  REDACTION_HASH_KEY(
      "",
      "…",
      "Key of the hash. Required when a rule replaces by `hash`, unless the next one is set.",
      Showing.NEVER),
  REDACTION_HASH_KEY_SECRET(
      "",
      "logferry/redaction",
      "Name or ARN of a secret that holds the key of the hash: the key itself, or JSON with `hash_key`. Read once per execution environment."),
  MAX_NESTING_DEPTH(
      "16", "8", "Maximum depth of nested objects in a document; deeper values are displaced."),
  MAX_FIELDS(
      "500",
      "200",
      "Maximum number of members of an ECS line; a line with more goes under `json`."),
  MAX_DOCUMENT_BYTES(
      "10MiB",
      "1MiB",
      "A larger document is replaced by its text, truncated. CloudWatch accepts no event of that size."),
  MAX_BATCH_BYTES("5MiB", "1MiB", "Maximum size of a bulk request before compression."),
  MAX_BATCH_DOCUMENTS("5000", "500", "Maximum number of documents in a bulk request."),
  MAX_IN_FLIGHT(
      "2",
      "4",
      "Maximum number of bulk requests in flight. Each takes about three times `LOGFERRY_MAX_BATCH_BYTES` of memory."),
  RETRY_INITIAL_DELAY(
      "200ms",
      "50ms",
      "Upper bound of the random wait after the first failed attempt. It doubles with each further attempt."),
  RETRY_MAX_DELAY("10s", "3s", "Maximum of that upper bound."),
  CHECK_EXISTING_IDS(
      "false",
      "true",
      "Whether each bulk request is preceded by a search for ids that the data stream already has, as in the redrive. Without it, an event that Lambda delivers again after a rollover is stored twice. Needs the privilege `read`, and costs a search per request."),
  ERROR_GROUPS(
      "true",
      "false",
      "Whether a small document is written for each new error group, which alerts on new kinds of errors need: see docs/ERROR-GROUPS.md."),
  TIME_RESERVE(
      "10s",
      "5s",
      "Time reserved at the end of an invocation for writing dead letters; retries stop before it. The first write to S3 takes a second of a full core, so several seconds in a small function."),
  MAPPING_VERSION(
      "",
      "2026-11-22",
      "Any text. Change it, for the redrive as well, when the cluster's mapping has changed: documents that were rejected under another value are tried again."),
  OWN_LOG_GROUPS(
      "",
      "/aws/lambda/logferry-forward,/aws/lambda/logferry-redrive",
      "Log groups of Logferry's own functions, by name or as globs, separated by commas. Their events are filtered, since forwarding them would produce new ones. The function's own log group is always one of them."),
  DEAD_LETTER_BUCKET(
      "",
      "logferry-dead-letters",
      "S3 bucket for documents that Elasticsearch rejects. Without it, an invocation with such a document fails, and Lambda keeps the whole payload."),
  DEAD_LETTER_PREFIX("", "logferry/", "Prefix of the keys of dead letters; ends in `/`."),
  FAILURE_BUCKET(
      "",
      "shop-log-failures",
      "For the redrive: the bucket to which Lambda writes the other functions' failed invocations."),
  FAILURE_PREFIX(
      "aws/lambda/",
      "aws/lambda/async/log-forwarder/",
      "For the redrive: prefix of the keys of Lambda's records in that bucket."),
  REDRIVE_PARALLEL_OBJECTS(
      "16", "8", "Maximum number of objects that a redrive processes concurrently."),
  REDRIVE_MINIMUM_AGE(
      "1m",
      "3m",
      "A redrive leaves younger objects for a later run: documents that their invocation stored may not be searchable yet. Keep it above the `index.refresh_interval` of the data streams.");

  /** When a message may quote a value. */
  private enum Showing {
    NEVER,
    /** With the scheme forgotten, a password in an address looks like any text. */
    WITHOUT_USER_AND_QUERY,
    /** A value may hold a secret by mistake: a password in an address, a key for a file's name. */
    UNLESS_LIKE_A_SECRET
  }

  private static final String PREFIX = "LOGFERRY_";

  private final String defaultValue;
  private final String example;
  private final String meaning;
  private final Showing showing;

  Variable(String defaultValue, String example, String meaning) {
    this(defaultValue, example, meaning, Showing.UNLESS_LIKE_A_SECRET);
  }

  Variable(String defaultValue, String example, String meaning, Showing showing) {
    this.defaultValue = defaultValue;
    this.example = example;
    this.meaning = meaning;
    this.showing = showing;
  }

  /** The name in the environment. */
  public String key() {
    return PREFIX + name();
  }

  /** What stands for an absent variable; empty if nothing does. */
  public String defaultValue() {
    return defaultValue;
  }

  /** A value one could give it. */
  public String example() {
    return example;
  }

  /** What it means, in a sentence or two of Markdown. */
  public String meaning() {
    return meaning;
  }

  /** Whether a message may quote this value. */
  boolean mayShow(String value) {
    boolean userOrQuery = value.indexOf('@') >= 0 || value.indexOf('?') >= 0;
    return switch (showing) {
      case NEVER -> false;
      case WITHOUT_USER_AND_QUERY -> !userOrQuery && !KeyMaterial.mayBeIn(value);
      case UNLESS_LIKE_A_SECRET ->
          !KeyMaterial.mayBeIn(value) && !(userOrQuery && value.contains("://"));
    };
  }

  /** Whether a name in the environment claims to be one of ours. */
  static boolean claims(String key) {
    return key.startsWith(PREFIX);
  }

  static Optional<Variable> withKey(String key) {
    for (Variable variable : values()) {
      if (variable.key().equals(key)) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }
}
