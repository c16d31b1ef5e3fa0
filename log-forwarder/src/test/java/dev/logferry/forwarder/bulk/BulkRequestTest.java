package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkRequestTest {

  @Test
  void its_size_is_that_of_its_body() {
    List<LogDocument> documents =
        List.of(Documents.document("a", 0), Documents.document("long id", 700));
    BulkRequest request = new BulkRequest(documents);

    assertThat(request.sizeBytes()).isEqualTo(request.ndjson().length);
    assertThat(documents.stream().mapToInt(BulkRequest::bytesOf).sum())
        .isEqualTo(request.sizeBytes());
  }
}
