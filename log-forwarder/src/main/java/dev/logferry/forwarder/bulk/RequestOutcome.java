package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;

/** What a rejected request means: the request rows of the outcome table in docs/ARCHITECTURE.md. */
public enum RequestOutcome {
  /** Send the same again after a while. */
  RETRY,
  /** Some document in it is to blame: send it in halves. */
  SPLIT,
  /** The credentials are not, or no longer, valid. */
  UNAUTHORIZED,
  /** A setting does not fit the server, or the server is another product. */
  MISCONFIGURED;

  /** The one table from a rejection to its meaning. */
  public static RequestOutcome of(RequestRejected rejected) {
    int status = rejected.cause().status();
    return switch (status) {
      case 413 -> SPLIT;
      case 400 ->
          rejected.byElasticsearch() && isAboutNoDocument(rejected.cause()) ? MISCONFIGURED : SPLIT;
      case 403 -> rejected.byElasticsearch() ? UNAUTHORIZED : SPLIT;
      case 404, 405 -> rejected.byElasticsearch() ? MISCONFIGURED : SPLIT;
      case 401 -> UNAUTHORIZED;
      case 408, 429 -> RETRY;
      default -> status >= 500 ? RETRY : MISCONFIGURED;
    };
  }

  /** Whether no document can cause a 400 of Elasticsearch: an unknown parameter, path or format. */
  private static boolean isAboutNoDocument(Cause cause) {
    return cause.type().isEmpty() // a path that it does not know; its other errors have a type
        || cause.type().equals("media_type_header_exception")
        || cause.reason().contains("unrecognized parameter");
  }

  /** What the operator can do about a server that does not fit the settings. */
  public static String remedy(Cause cause) {
    if (cause.reason().contains("[require_data_stream]")) {
      return "this server does not know the parameter: set LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM to false (Elasticsearch before 8.13)";
    }
    return switch (cause.status()) {
      case 406 ->
          "this server does not accept the media type of Elasticsearch 8: it is another product, such as OpenSearch, or older than 7.17";
      case 401 -> "check the credentials";
      case 403 ->
          "check the privileges of the user on logs-*-*: create_doc and auto_configure, and read to check for existing ids, as the redrive does";
      default ->
          "check that LOGFERRY_ELASTICSEARCH_URLS is the address of an Elasticsearch cluster, with the path prefix of a proxy if there is one";
    };
  }
}
