package dev.logferry.cli.doctor;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A server that does handshakes and nothing else, with a certificate as a test wants it. */
final class FakeTlsServer implements AutoCloseable {

  private final SSLServerSocket socket;
  private final X509Certificate certificate;

  FakeTlsServer(Instant from, Instant to, GeneralName name, boolean wantsClientCertificate)
      throws Exception {
    KeyPair authority = KeyPairGenerator.getInstance("EC").generateKeyPair();
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    Instant always = Instant.parse("2000-01-01T00:00:00Z");
    certificate =
        sign(
            authority,
            builder("CN=authority", always, Instant.parse("2099-01-01T00:00:00Z"), authority)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    X509Certificate own =
        sign(
            authority,
            builder("CN=node", from, to, keys)
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("node", keys.getPrivate(), new char[0], new Certificate[] {own});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(wantsClientCertificate);
    Thread.ofVirtual().start(this::serve);
  }

  private static X509v3CertificateBuilder builder(
      String subject, Instant from, Instant to, KeyPair keys) {
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=authority"),
        BigInteger.valueOf(subject.hashCode()),
        Date.from(from),
        Date.from(to),
        new X500Name(subject),
        keys.getPublic());
  }

  private static X509Certificate sign(KeyPair authority, X509v3CertificateBuilder builder)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket connection = (SSLSocket) socket.accept()) {
        connection.startHandshake();
        connection.getInputStream().read();
      } catch (IOException _) {
        // The client ended the handshake, or the test ended.
      }
    }
  }

  String url() {
    return "https://127.0.0.1:" + socket.getLocalPort();
  }

  /** Writes the certificate of its authority as PEM. */
  String certificateIn(Path folder) throws Exception {
    String body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return Files.writeString(
            folder.resolve("node.pem"),
            "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
        .toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
