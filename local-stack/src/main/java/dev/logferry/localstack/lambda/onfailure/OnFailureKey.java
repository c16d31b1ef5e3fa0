package dev.logferry.localstack.lambda.onfailure;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The key of a record in an on-failure bucket: {@code
 * aws/lambda/async/<function>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>}, in UTC.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Lambda
 *     guide</a>
 */
final class OnFailureKey {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

  private OnFailureKey() {}

  static String of(OnFailureRecord record) {
    var functionName = record.functionArn().substring(record.functionArn().lastIndexOf(':') + 1);
    return "aws/lambda/async/%s/%s/%s-%s"
        .formatted(
            functionName,
            DAY.format(record.timestamp()),
            SECOND.format(record.timestamp()),
            UUID.randomUUID());
  }
}
