package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.DeployedFunction;
import dev.logferry.cli.doctor.FunctionChecks.Checking;
import dev.logferry.cli.terminal.ByteCount;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks for dead letters and on-failure records that wait for a redrive. */
final class BucketChecks {

  private final Aws aws;
  private final Consumer<Finding> report;

  BucketChecks(Aws aws, Consumer<Finding> report) {
    this.aws = aws;
    this.report = report;
  }

  void check(DeployedFunction function) {
    String letters = function.setting("LOGFERRY_DEAD_LETTER_BUCKET");
    if (letters.isEmpty()) {
      report.accept(
          Finding.warn(
              "dead letters",
              "there is no bucket for dead letters",
              "set LOGFERRY_DEAD_LETTER_BUCKET; without it one rejected document fails its whole payload"));
      return;
    }
    String prefix = function.setting("LOGFERRY_DEAD_LETTER_PREFIX");
    try (S3Client s3 = aws.s3()) {
      Checking.of("dead letters", report, found -> waiting(s3, letters, prefix, found));
    }
  }

  private static void waiting(S3Client s3, String bucket, String prefix, Consumer<Finding> found) {
    ListObjectsV2Response page;
    try {
      page = s3.listObjectsV2(it -> it.bucket(bucket).prefix(prefix));
    } catch (NoSuchBucketException _) {
      found.accept(
          Finding.fail(
              "dead letters",
              "there is no bucket " + bucket,
              "create it, or correct LOGFERRY_DEAD_LETTER_BUCKET"));
      return;
    }
    List<S3Object> objects = page.contents();
    if (objects.isEmpty()) {
      found.accept(Finding.ok("dead letters", "none in " + bucket));
      return;
    }
    Instant oldest =
        objects.stream().map(S3Object::lastModified).min(Instant::compareTo).orElseThrow();
    long bytes = objects.stream().mapToLong(S3Object::size).sum();
    found.accept(
        Finding.warn(
            "dead letters",
            "%s%d objects (%s) wait in %s, the oldest since %s"
                .formatted(
                    Boolean.TRUE.equals(page.isTruncated()) ? "more than " : "",
                    objects.size(),
                    ByteCount.text(bytes),
                    bucket,
                    oldest),
            "see why with logferry letters explain, and deliver them with logferry redrive"));
  }
}
