package dev.logferry.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Whether each bucket is encrypted, private, reached by TLS only, and expires its objects. */
final class BucketCheck {

  private BucketCheck() {}

  static List<String> problems(Stack stack) {
    List<String> problems = new ArrayList<>();
    List<Resource> resources = stack.resources();
    for (Resource bucket : resources) {
      if (bucket.type().equals("AWS::S3::Bucket")) {
        check(bucket, problems);
        if (policiesOf(bucket, resources).noneMatch(BucketCheck::deniesPlainHttp)) {
          problems.add(bucket.id() + " can be reached without TLS");
        }
      }
    }
    return problems;
  }

  private static void check(Resource bucket, List<String> problems) {
    String algorithm =
        bucket.text(
            "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm");
    if (!Set.of("AES256", "aws:kms").contains(algorithm)) {
      problems.add(bucket.id() + " is not encrypted");
    }
    for (String block :
        List.of(
            "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
      if (!bucket.at("/PublicAccessBlockConfiguration/" + block).asBoolean(false)) {
        problems.add("%s does not have %s".formatted(bucket.id(), block));
      }
    }
    boolean emptied =
        bucket
            .at("/LifecycleConfiguration/Rules")
            .valueStream()
            .anyMatch(rule -> rule.has("ExpirationInDays"));
    if (!emptied) {
      problems.add(bucket.id() + " grows for ever");
    }
    // S3's older form of rules, which CloudFormation writes without a filter, refuses a second rule
    // for the same objects with an action of the same kind.
    long expiring =
        bucket
            .at("/LifecycleConfiguration/Rules")
            .valueStream()
            .filter(rule -> rule.has("ExpirationInDays") || rule.has("ExpiredObjectDeleteMarker"))
            .count();
    if (expiring > 1) {
      problems.add(bucket.id() + " has several expiration rules for the same objects");
    }
  }

  /** The policy stands in the bucket's own stack. */
  private static Stream<Resource> policiesOf(Resource bucket, List<Resource> resources) {
    int end = bucket.id().lastIndexOf('/') + 1;
    String name = "-" + bucket.id().substring(end).toLowerCase(Locale.ROOT);
    return resources.stream()
        .filter(resource -> resource.type().equals("AWS::S3::BucketPolicy"))
        .filter(policy -> policy.id().startsWith(bucket.id().substring(0, end)))
        .filter(policy -> policy.text("/Bucket").endsWith(name));
  }

  private static boolean deniesPlainHttp(Resource policy) {
    return Statement.of(policy).stream()
        .anyMatch(
            statement ->
                !statement.allows()
                    && statement.actions().contains("s3:*")
                    && statement.resources().size() == 2
                    && statement
                        .condition()
                        .at("/Bool/aws:SecureTransport")
                        .asString("")
                        .equals("false"));
  }
}
