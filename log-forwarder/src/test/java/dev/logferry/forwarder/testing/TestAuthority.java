package dev.logferry.forwarder.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority for tests, and the servers that it certifies. */
public final class TestAuthority {

  private static final X500Name NAME = new X500Name("CN=test authority");

  private final String algorithm;
  private final int bits;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestAuthority(String algorithm, int bits, KeyPair keys, X509Certificate certificate) {
    this.algorithm = algorithm;
    this.bits = bits;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** An authority that is valid for some time from now; negative if it has expired. */
  public static TestAuthority validFor(Duration validity) {
    return validFor(validity, "EC", 256);
  }

  /** An authority whose keys are of this kind, as are those of its servers and clients. */
  public static TestAuthority validFor(Duration validity, String algorithm, int bits) {
    try {
      KeyPair keys = newKeys(algorithm, bits);
      JcaX509v3CertificateBuilder builder = builder(NAME, keys, validity);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return new TestAuthority(algorithm, bits, keys, sign(builder, keys));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  public String pem() {
    return pemOf(certificate);
  }

  private static String pemOf(Object object) {
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return pem.toString();
  }

  public String fingerprint() {
    return fingerprint(certificate);
  }

  /** A server's certificate and key; it trusts clients under the same authority. */
  public record Server(SSLContext context, X509Certificate certificate) {
    public String fingerprint() {
      return TestAuthority.fingerprint(certificate);
    }
  }

  /** A client's certificate and key. */
  public record Client(X509Certificate certificate, PrivateKey key) {

    public String certificatePem() {
      return pemOf(certificate);
    }

    /** In PKCS#8 form. */
    public String keyPem() {
      return pemOf(new PemObject("PRIVATE KEY", key.getEncoded()));
    }

    /** In the older form of its kind, as `openssl genrsa -traditional` writes it. */
    public String olderKeyPem() {
      return pemOf(key);
    }
  }

  /** A client under this authority that is valid for a day. */
  public Client client() {
    return client(Duration.ofDays(1));
  }

  /** A client under this authority. */
  public Client client(Duration validity) {
    return client(algorithm, bits, validity);
  }

  /** A client under this authority, with a key of this kind. */
  public Client client(String algorithm, int bits, Duration validity) {
    try {
      KeyPair clientKeys = newKeys(algorithm, bits);
      X509Certificate leaf = sign(builder(new X500Name("CN=client"), clientKeys, validity), keys);
      return new Client(leaf, clientKeys.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server under this authority that presents the authority's certificate too. */
  public Server server(String dnsName, Duration validity) {
    try {
      KeyPair serverKeys = newKeys(algorithm, bits);
      JcaX509v3CertificateBuilder builder =
          builder(new X500Name("CN=" + dnsName), serverKeys, validity);
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
      X509Certificate leaf = sign(builder, keys);
      return new Server(context(serverKeys, leaf, certificate), leaf);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name subject, KeyPair subjectKeys, Duration validity) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        NAME,
        BigInteger.valueOf(System.nanoTime()),
        Date.from(now.minus(Duration.ofDays(30))),
        Date.from(now.plus(validity)),
        subject,
        subjectKeys.getPublic());
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuer)
      throws GeneralSecurityException, OperatorCreationException {
    String signature =
        issuer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(signature).build(issuer.getPrivate())));
  }

  private static SSLContext context(KeyPair keys, X509Certificate leaf, X509Certificate authority)
      throws GeneralSecurityException, IOException {
    char[] password = "test".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", keys.getPrivate(), password, new X509Certificate[] {leaf, authority});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority);
    TrustManagerFactory clients =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    clients.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), clients.getTrustManagers(), null);
    return context;
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
