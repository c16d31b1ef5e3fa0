package dev.logferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.cli.terminal.UndeterminedException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

class AwsTest {

  private FakeAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new FakeAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void a_secret_is_read_with_the_keys_and_the_region_of_the_variables() {
    aws.on("GetSecretValue", _ -> "{\"SecretString\":\"the key\"}");

    assertThat(access().secret("logferry/key")).isEqualTo("the key");
    assertThat(aws.authorizations())
        .singleElement()
        .asString()
        .contains("Credential=AKIDEXAMPLE/")
        .contains("/eu-central-1/secretsmanager/aws4_request");
  }

  @Test
  void any_services_client_goes_the_same_way() {
    aws.on("DescribeLogGroups", _ -> "{\"logGroups\":[{\"logGroupName\":\"/ecs/shop\"}]}");

    try (var logs = access().client(CloudWatchLogsClient.builder(), "CLOUDWATCH_LOGS")) {
      assertThat(logs.describeLogGroups().logGroups())
          .singleElement()
          .satisfies(group -> assertThat(group.logGroupName()).isEqualTo("/ecs/shop"));
    }
  }

  @Test
  void a_missing_permission_is_named_with_its_remedy_and_leaves_the_matter_open() {
    aws.fail(
        "GetSecretValue",
        400,
        "AccessDeniedException",
        "User: me is not authorized to perform: secretsmanager:GetSecretValue");

    assertThatThrownBy(() -> access().secret("logferry/key"))
        .isInstanceOf(UndeterminedException.class)
        .hasMessageContaining(
            "reading the secret 'logferry/key' failed: AccessDeniedException (400)")
        .hasMessageContaining("secretsmanager:GetSecretValue")
        .hasMessageEndingWith("give your role that permission");
  }

  @Test
  void expired_credentials_are_recognized() {
    aws.fail("GetSecretValue", 400, "ExpiredTokenException", "The security token has expired");

    assertThatThrownBy(() -> access().secret("logferry/key"))
        .hasMessageEndingWith("sign in again (aws sso login), or renew AWS_SESSION_TOKEN");
  }

  @Test
  void the_region_has_two_names_and_an_address_may_be_a_services_own() {
    Aws named =
        new Aws(
            new Variables(
                "a test",
                Map.of(
                    "AWS_DEFAULT_REGION",
                    "eu-west-1",
                    "AWS_ENDPOINT_URL",
                    "http://127.0.0.1:1",
                    "AWS_ENDPOINT_URL_S3",
                    "http://127.0.0.1:2")));

    assertThat(named.region().id()).isEqualTo("eu-west-1");
    assertThat(named.endpoint("S3").orElseThrow()).hasToString("http://127.0.0.1:2");
    assertThat(named.endpoint("LAMBDA").orElseThrow()).hasToString("http://127.0.0.1:1");
  }

  private Aws access() {
    return new Aws(new Variables("a test", aws.variables()));
  }
}
