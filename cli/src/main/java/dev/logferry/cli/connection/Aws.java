package dev.logferry.cli.connection;

import dev.logferry.cli.terminal.CommandException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Makes clients of AWS's services, by the variables that AWS's own tools have in common, from the
 * environment or an env file: {@code AWS_PROFILE} (SSO and assumed roles included), {@code
 * AWS_REGION}, {@code AWS_ACCESS_KEY_ID}, {@code AWS_ENDPOINT_URL}, {@code
 * AWS_ENDPOINT_URL_<SERVICE>}. What they leave out is found as the SDK finds it.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html">AWS
 *     SDKs and Tools: environment variables</a>
 */
public final class Aws {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final Variables variables;
  private final AwsCredentialsProvider credentials;

  Aws(Variables variables) {
    this.variables = variables;
    this.credentials = credentials(variables);
  }

  /**
   * Builds a client, which the caller closes.
   *
   * @param builder of the service's client
   * @param service the service's part of {@code AWS_ENDPOINT_URL_<SERVICE>}, such as {@code
   *     CLOUDWATCH_LOGS}
   * @throws CommandException if no region is named
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    builder
        .region(region())
        .credentialsProvider(credentials)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(CALL_TIMEOUT))
        .overrideConfiguration(
            configuration ->
                configuration.retryStrategy(RetryMode.STANDARD).apiCallTimeout(CALL_TIMEOUT));
    endpoint(service).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** A client of S3, which the caller closes. */
  public S3Client s3() {
    S3ClientBuilder builder = S3Client.builder().disableS3ExpressSessionAuth(true);
    // Stand-ins have buckets in the path; AWS takes that as well, but not for every bucket.
    endpoint("S3").ifPresent(_ -> builder.forcePathStyle(true));
    return client(builder, "S3");
  }

  /** EC2's API, which the caller closes. */
  public Ec2Api ec2() {
    URI url =
        endpoint("EC2")
            .orElseGet(
                () -> URI.create("https://" + ServiceMetadata.of("ec2").endpointFor(region())));
    return new Ec2Api(
        url,
        region().id(),
        credentials,
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(CALL_TIMEOUT)
            .build());
  }

  /**
   * Credentials, region and addresses as the variables of AWS's tools, for code that reads those.
   *
   * @throws CommandException if there are no credentials
   */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", region().id());
    endpoint("S3").ifPresent(url -> environment.put("AWS_ENDPOINT_URL_S3", url.toString()));
    try {
      AwsCredentials keys = credentials.resolveCredentials();
      environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
      environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
      if (keys instanceof AwsSessionCredentials session) {
        environment.put("AWS_SESSION_TOKEN", session.sessionToken());
      }
      return environment;
    } catch (SdkException e) {
      throw AwsProblem.of("signing in to AWS", e);
    }
  }

  /** Whether the variables name an address other than AWS's own for a service. */
  public Optional<URI> endpoint(String service) {
    return variables
        .get("AWS_ENDPOINT_URL_" + service)
        .or(() -> variables.get("AWS_ENDPOINT_URL"))
        .map(
            text -> {
              try {
                return URI.create(text);
              } catch (IllegalArgumentException _) {
                throw new CommandException(
                    "AWS_ENDPOINT_URL in %s is no address such as http://127.0.0.1:9000"
                        .formatted(variables.source()));
              }
            });
  }

  /** The region that is named, or the one of the AWS profile. */
  public Region region() {
    return variables
        .get("AWS_REGION")
        .or(() -> variables.get("AWS_DEFAULT_REGION"))
        .map(Region::of)
        .orElseGet(this::defaultRegion);
  }

  private Region defaultRegion() {
    var chain = DefaultAwsRegionProviderChain.builder();
    variables.get("AWS_PROFILE").ifPresent(chain::profileName);
    try {
      return chain.build().getRegion();
    } catch (SdkException e) {
      throw new CommandException(
          "no AWS region is named: set AWS_REGION in %s, or region in ~/.aws/config"
              .formatted(variables.source()),
          e);
    }
  }

  private static AwsCredentialsProvider credentials(Variables variables) {
    Optional<String> id = variables.get("AWS_ACCESS_KEY_ID");
    Optional<String> secret = variables.get("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(
          variables
              .get("AWS_SESSION_TOKEN")
              .<AwsCredentials>map(
                  token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
              .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
    }
    return variables
        .get("AWS_PROFILE")
        .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  /**
   * The text of a secret.
   *
   * @throws CommandException with the secret's name and a remedy
   */
  public String secret(String nameOrArn) {
    try (SecretsManagerClient client = client(SecretsManagerClient.builder(), "SECRETS_MANAGER")) {
      String text = client.getSecretValue(request -> request.secretId(nameOrArn)).secretString();
      if (text == null) {
        throw new CommandException("the secret '%s' is binary, not text".formatted(nameOrArn));
      }
      return text;
    } catch (SdkException e) {
      throw AwsProblem.of("reading the secret '%s'".formatted(nameOrArn), e);
    }
  }
}
