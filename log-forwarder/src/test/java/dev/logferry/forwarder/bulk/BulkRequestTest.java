package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkRequestTest {

  @Test
  void its_size_is_that_of_its_body() throws IOException {
    List<LogDocument> documents =
        List.of(Documents.document("a", 0), Documents.document("long id", 700));
    BulkRequest request = new BulkRequest(documents);

    ByteArrayOutputStream body = new ByteArrayOutputStream();
    request.writeTo(body);

    assertThat(request.sizeBytes()).isEqualTo(body.size());
    assertThat(documents.stream().mapToInt(BulkRequest::bytesOf).sum())
        .isEqualTo(request.sizeBytes());
  }
}
