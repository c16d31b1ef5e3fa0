package dev.logferry.forwarder.deadletter;

import java.util.Map;
import java.util.Set;

/**
 * Where the event of a refused document came from, as its document says; each is empty if the
 * document does not say it.
 *
 * @param account the AWS account that owns the log group
 * @param region the AWS region
 * @param logGroup the log group's name
 * @param logStream the log stream's name
 * @param eventId CloudWatch's id of the event
 * @param service the service that wrote the line
 */
public record DeadLetterOrigin(
    String account,
    String region,
    String logGroup,
    String logStream,
    String eventId,
    String service) {

  private static final String ACCOUNT = "cloud.account.id";
  private static final String REGION = "cloud.region";
  private static final String LOG_GROUP = "aws.cloudwatch.log_group";
  private static final String LOG_STREAM = "aws.cloudwatch.log_stream";
  private static final String EVENT_ID = "aws.cloudwatch.event_id";
  private static final String SERVICE = "service.name";

  /** The fields of a document that say it. */
  static final Set<String> FIELDS =
      Set.of(ACCOUNT, REGION, LOG_GROUP, LOG_STREAM, EVENT_ID, SERVICE);

  /** From a document's fields by their dotted names. */
  static DeadLetterOrigin of(Map<String, String> fields) {
    return new DeadLetterOrigin(
        fields.getOrDefault(ACCOUNT, ""),
        fields.getOrDefault(REGION, ""),
        fields.getOrDefault(LOG_GROUP, ""),
        fields.getOrDefault(LOG_STREAM, ""),
        fields.getOrDefault(EVENT_ID, ""),
        fields.getOrDefault(SERVICE, ""));
  }
}
