package dev.logferry.forwarder.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What the forwarder shows a server that asks who it is. Never printed.
 *
 * @param chain the forwarder's own certificate first
 * @param key the private key of that certificate
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {

  private static final String CONVERT =
      "; convert it with `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW`";

  public ClientCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM text that holds the certificate, its intermediate certificates if there are any, and
   * the private key in PKCS#8 form.
   *
   * @throws IllegalArgumentException without the text, if something is missing, cannot be read or
   *     does not belong together
   */
  public static ClientCertificate of(String pem) {
    List<X509Certificate> chain = new ArrayList<>();
    List<Pem.Block> keys = new ArrayList<>();
    for (Pem.Block block : Pem.blocks(pem)) {
      if (block.isCertificate()) {
        chain.add(Pem.certificate(block));
      } else if (block.isKey()) {
        keys.add(block);
      }
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no certificate in the PEM text: expected a line -----BEGIN CERTIFICATE-----");
    }
    if (keys.size() != 1) {
      throw new IllegalArgumentException(
          keys.isEmpty()
              ? "there is no private key in the PEM text: expected a line -----BEGIN PRIVATE KEY-----"
              : "there is more than one private key in the PEM text");
    }
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    ClientCertificate certificate = new ClientCertificate(chain, key(keys.getFirst(), algorithm));
    if (!certificate.belongsTogether()) {
      throw new IllegalArgumentException(
          "the private key is not that of the first certificate in the PEM text");
    }
    return certificate;
  }

  private static PrivateKey key(Pem.Block block, String algorithm) {
    if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.body().contains("ENCRYPTED")) {
      throw new IllegalArgumentException("the private key is encrypted" + CONVERT);
    }
    if (!block.label().equals("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "the private key is not in PKCS#8 form (-----BEGIN PRIVATE KEY-----)" + CONVERT);
    }
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(block.der()));
    } catch (GeneralSecurityException _) { // its message can quote the key
      throw new IllegalArgumentException(
          "the private key is damaged, or of another kind than the certificate's");
    }
  }

  /** Signs something and verifies it: the one comparison that fits every kind of key. */
  private boolean belongsTogether() {
    try {
      Signature signature = Signature.getInstance(signatureAlgorithm());
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(chain.getFirst());
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private String signatureAlgorithm() {
    String algorithm = key.getAlgorithm();
    if (algorithm.equals("RSA")) {
      return "SHA256withRSA";
    }
    return algorithm.equals("EC") ? "SHA256withECDSA" : algorithm;
  }

  @Override
  public String toString() {
    return "ClientCertificate[" + chain.getFirst().getSubjectX500Principal() + ", ***]";
  }
}
