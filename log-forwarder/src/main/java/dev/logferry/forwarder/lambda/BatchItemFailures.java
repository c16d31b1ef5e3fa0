package dev.logferry.forwarder.lambda;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

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

  private static final JsonFactory JSON = new JsonFactory();

  BatchItemFailures {
    identifiers = List.copyOf(identifiers);
  }

  byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeArrayPropertyStart("batchItemFailures");
      for (String identifier : identifiers) {
        out.writeStartObject();
        out.writeStringProperty("itemIdentifier", identifier);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
