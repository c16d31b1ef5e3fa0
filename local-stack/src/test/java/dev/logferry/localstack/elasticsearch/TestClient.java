package dev.logferry.localstack.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One user's requests to a server whose authority is read from a PEM file. */
record TestClient(HttpClient http, URI server, User user) {

  private static final JsonMapper JSON = new JsonMapper();

  record Answer(int status, JsonNode body) {

    /** Status of each item of a bulk answer's first action. */
    int itemStatus(int item) {
      return body.at("/items/" + item).iterator().next().get("status").asInt();
    }
  }

  static TestClient of(URI server, Path authority, User user) {
    return new TestClient(
        HttpClient.newBuilder().sslContext(trusting(authority)).build(), server, user);
  }

  TestClient as(User other) {
    return new TestClient(http, server, other);
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Answer put(String path, String json) throws IOException, InterruptedException {
    return send("PUT", path, json);
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json);
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "");
  }

  private Answer send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", user.basicAuthorization())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
