package dev.logferry.endtoend.pipeline;

import dev.logferry.localstack.elasticsearch.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks into a cluster as a user would, over TLS. */
public final class ClusterReader {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final URI url;
  private final User analyst;
  private final User admin;

  ClusterReader(Cluster cluster) {
    this.http = HttpClient.newBuilder().sslContext(trusting(cluster.caPem())).build();
    this.url = cluster.url();
    this.analyst = cluster.analyst();
    this.admin = cluster.admin();
  }

  /** The hits of a query over all log streams, oldest first, as soon as they can be searched. */
  JsonNode search(String queryJson) {
    send(admin, "/logs-*-*/_refresh", "");
    String body =
        "{\"size\":10000,\"sort\":[\"@timestamp\",\"event.id\"],\"query\":%s}".formatted(queryJson);
    return send(analyst, "/logs-*-*/_search", body).path("hits").path("hits");
  }

  JsonNode inStream(String logGroup, String logStream) {
    return search(
        "{\"term\":{\"log.file.path\":%s}}"
            .formatted(JSON.writeValueAsString(logGroup + "/" + logStream)));
  }

  private JsonNode send(User user, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(Duration.ofMinutes(5))
            .header("Authorization", user.basicAuthorization())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + " answered " + response.body());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Trusts one authority. */
  public static SSLContext trusting(String caPem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
