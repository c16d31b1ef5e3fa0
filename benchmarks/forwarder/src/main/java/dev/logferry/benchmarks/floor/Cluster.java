package dev.logferry.benchmarks.floor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Bulk requests by the JDK's own HTTP client, the one that loads the fewest classes, to the address
 * and with the CA that the forwarder's variables name. A network failure fails the request.
 */
final class Cluster {

  private final URL bulk;
  private @Nullable SSLSocketFactory sockets;

  Cluster() throws IOException {
    this.bulk = URI.create(System.getenv("LOGFERRY_ELASTICSEARCH_URLS") + "/_bulk").toURL();
  }

  /** Sends the first bytes of a body and gives the answer's body, which the caller closes. */
  InputStream send(byte[] body, int length, boolean gzip) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) bulk.openConnection();
    if (connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(sockets());
    }
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(length);
    connection.setRequestProperty("Content-Type", "application/x-ndjson");
    if (gzip) {
      connection.setRequestProperty("Content-Encoding", "gzip");
    }
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body, 0, length);
    }
    return connection.getInputStream();
  }

  private SSLSocketFactory sockets() throws IOException {
    SSLSocketFactory made = sockets;
    if (made == null) {
      made = trusting(Path.of(System.getenv("LOGFERRY_ELASTICSEARCH_CA_FILE")));
      sockets = made;
    }
    return made;
  }

  private static SSLSocketFactory trusting(Path authority) throws IOException {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
