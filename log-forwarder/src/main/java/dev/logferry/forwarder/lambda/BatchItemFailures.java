package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The answer that names what an event source has to send again. Lambda heeds it only where the
 * event source mapping has {@code ReportBatchItemFailures} among its {@code FunctionResponseTypes};
 * elsewhere it takes any answer for success.
 *
 * @param identifiers sequence numbers of Kinesis records, or ids of SQS messages
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial
 *     batch response with Kinesis</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">with
 *     SQS</a>
 */
record BatchItemFailures(List<String> identifiers) {

  BatchItemFailures {
    identifiers = List.copyOf(identifiers);
  }

  byte[] json() {
    JsonWriter out = new JsonWriter();
    out.beginObject();
    out.name("batchItemFailures");
    out.beginArray();
    for (String identifier : identifiers) {
      out.beginObject();
      out.member("itemIdentifier", identifier);
      out.endObject();
    }
    out.endArray();
    out.endObject();
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
