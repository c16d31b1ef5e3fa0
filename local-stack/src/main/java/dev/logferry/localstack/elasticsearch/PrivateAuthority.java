package dev.logferry.localstack.elasticsearch;

import dev.logferry.localstack.server.LocalServerException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of one run: certifies the server on this machine, and one client. */
final class PrivateAuthority {

  /** What the server presents: its own certificate, then the authority's. */
  static final String CHAIN_FILE = "http.pem";

  static final String KEY_FILE = "http.key";
  static final String AUTHORITY_FILE = "ca.pem";

  /** The client's certificate and its key. */
  static final String CLIENT_FILE = "client.pem";

  private static final X500Name AUTHORITY_NAME = new X500Name("CN=Logferry local authority");
  private static final X500Name SERVER_NAME = new X500Name("CN=localhost,O=Logferry local server");
  private static final X500Name CLIENT_NAME = new X500Name("CN=client,O=Logferry local server");
  private static final Duration VALIDITY = Duration.ofDays(365);

  /** Clocks of containers and virtual machines can be a little behind. */
  private static final Duration BACKDATING = Duration.ofHours(1);

  private final X509Certificate certificate;
  private final X509Certificate serverCertificate;
  private final PrivateKey serverKey;
  private final X509Certificate clientCertificate;
  private final PrivateKey clientKey;

  private PrivateAuthority(
      X509Certificate certificate,
      X509Certificate serverCertificate,
      PrivateKey serverKey,
      X509Certificate clientCertificate,
      PrivateKey clientKey) {
    this.certificate = certificate;
    this.serverCertificate = serverCertificate;
    this.serverKey = serverKey;
    this.clientCertificate = clientCertificate;
    this.clientKey = clientKey;
  }

  static PrivateAuthority create() {
    try {
      // Each server has new keys; RSA's take a second of processor time to make.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair authority = generator.generateKeyPair();
      KeyPair server = generator.generateKeyPair();
      KeyPair client = generator.generateKeyPair();
      return new PrivateAuthority(
          authorityCertificate(authority),
          serverCertificate(server.getPublic(), authority),
          server.getPrivate(),
          clientCertificate(client.getPublic(), authority),
          client.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new LocalServerException("cannot make certificates for the local server", e);
    }
  }

  /** Trusts the server, and shows the client certificate. */
  SSLContext clientContext() {
    try {
      char[] password = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", certificate);
      store.setKeyEntry(
          "client", clientKey, password, new X509Certificate[] {clientCertificate, certificate});
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new LocalServerException("cannot set up TLS towards the local server", e);
    }
  }

  /** SHA-256 over the authority's certificate, in lower-case hexadecimal digits. */
  String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new LocalServerException("cannot compute the authority's fingerprint", e);
    }
  }

  void writeTo(Path configurationFolder) throws IOException {
    try {
      String authority = pem("CERTIFICATE", certificate.getEncoded());
      String server = pem("CERTIFICATE", serverCertificate.getEncoded());
      Files.writeString(configurationFolder.resolve(AUTHORITY_FILE), authority);
      // A client that pins the authority's fingerprint can find it only in what the server
      // presents.
      Files.writeString(configurationFolder.resolve(CHAIN_FILE), server + authority);
      Files.writeString(
          configurationFolder.resolve(KEY_FILE), pem("PRIVATE KEY", serverKey.getEncoded()));
      Files.writeString(
          configurationFolder.resolve(CLIENT_FILE),
          pem("CERTIFICATE", clientCertificate.getEncoded())
              + pem("PRIVATE KEY", clientKey.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new LocalServerException("cannot encode the local server's certificates", e);
    }
  }

  private static X509Certificate authorityCertificate(KeyPair authority)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        unsigned(AUTHORITY_NAME, authority.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
            .addExtension(
                Extension.subjectKeyIdentifier,
                false,
                identifiers.createSubjectKeyIdentifier(authority.getPublic()));
    return signed(builder, authority.getPrivate());
  }

  private static X509Certificate serverCertificate(PublicKey server, KeyPair authority)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            });
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        unsigned(SERVER_NAME, server)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(Extension.subjectAlternativeName, false, names)
            .addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(authority.getPublic()));
    return signed(builder, authority.getPrivate());
  }

  private static X509Certificate clientCertificate(PublicKey client, KeyPair authority)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    X509v3CertificateBuilder builder =
        unsigned(CLIENT_NAME, client)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    return signed(builder, authority.getPrivate());
  }

  private static X509v3CertificateBuilder unsigned(X500Name subject, PublicKey key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        AUTHORITY_NAME,
        new BigInteger(120, new SecureRandom()),
        Date.from(now.minus(BACKDATING)),
        Date.from(now.plus(VALIDITY)),
        subject,
        key);
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, lines, type);
  }
}
