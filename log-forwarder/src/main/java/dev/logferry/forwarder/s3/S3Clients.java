package dev.logferry.forwarder.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Builds the SDK's client: small, bounded in time, and without a look at files. */
final class S3Clients {

  private S3Clients() {}

  static S3Client client(S3Connection connection) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(connection.region()))
            .credentialsProvider(credentials(connection))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(part(connection, 4))
                    .socketTimeout(part(connection, 2)))
            .overrideConfiguration(bounds(connection))
            .disableS3ExpressSessionAuth(true)
            // Waits for an answer that a proxy may swallow, to spare the sending of a few bytes.
            .serviceConfiguration(configuration -> configuration.expectContinueEnabled(false));
    connection
        .endpoint()
        .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
    return builder.build();
  }

  /**
   * One attempt may take half of the call, so that a second one is left. Three at most; the call as
   * a whole is bounded by {@link TimeLimit}.
   */
  private static ClientOverrideConfiguration bounds(S3Connection connection) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(part(connection, 2))
        .retryStrategy(RetryMode.STANDARD)
        .defaultProfileFile(ProfileFile.aggregator().build())
        .build();
  }

  private static AwsCredentialsProvider credentials(S3Connection connection) {
    return connection
        .keys()
        .<AwsCredentialsProvider>map(
            keys ->
                StaticCredentialsProvider.create(
                    keys.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(
                            keys.id(), keys.secret(), keys.sessionToken().get())
                        : AwsBasicCredentials.create(keys.id(), keys.secret())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static Duration part(S3Connection connection, int divisor) {
    return connection.callLimit().dividedBy(divisor);
  }
}
