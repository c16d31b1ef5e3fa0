package dev.logferry.forwarder.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How S3 is reached.
 *
 * @param region the AWS region
 * @param endpoint an address other than AWS's own, with buckets in the path; for stand-ins
 * @param keys credentials that stand in the environment; empty where the SDK has to find them, as
 *     after SnapStart
 * @param callLimit for one call with its retries, whatever the network does
 */
public record S3Connection(
    String region, Optional<URI> endpoint, Optional<AccessKeys> keys, Duration callLimit) {

  /** Keys as Lambda gives them. */
  public record AccessKeys(String id, String secret, Optional<String> sessionToken) {

    /** Without the secrets. */
    @Override
    public String toString() {
      return "AccessKeys[" + id + "]";
    }
  }

  /**
   * As the variables say that AWS's tools have in common.
   *
   * @throws IllegalArgumentException naming the variable that is missing or wrong
   * @see <a
   *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service
   *     endpoints</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Variables of
   *     the Lambda runtime</a>
   */
  public static S3Connection from(Map<String, String> environment, Duration callLimit) {
    String region =
        text(environment, "AWS_REGION")
            .or(() -> text(environment, "AWS_DEFAULT_REGION"))
            .orElseThrow(
                () -> new IllegalArgumentException("AWS_REGION is not set, so S3 cannot be found"));
    return new S3Connection(
        region,
        endpoint(environment, "AWS_ENDPOINT_URL_S3")
            .or(() -> endpoint(environment, "AWS_ENDPOINT_URL")),
        keys(environment),
        callLimit);
  }

  private static Optional<URI> endpoint(Map<String, String> environment, String name) {
    return text(environment, name)
        .map(
            value -> {
              URI endpoint = uri(value);
              if (endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                    "%s is no address such as http://127.0.0.1:9000".formatted(name));
              }
              return endpoint;
            });
  }

  private static URI uri(String value) {
    try {
      return URI.create(value);
    } catch (IllegalArgumentException _) { // its message quotes the value
      return URI.create("");
    }
  }

  private static Optional<AccessKeys> keys(Map<String, String> environment) {
    return text(environment, "AWS_ACCESS_KEY_ID")
        .flatMap(
            id ->
                text(environment, "AWS_SECRET_ACCESS_KEY")
                    .map(
                        secret ->
                            new AccessKeys(id, secret, text(environment, "AWS_SESSION_TOKEN"))));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
