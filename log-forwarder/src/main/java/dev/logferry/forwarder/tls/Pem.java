package dev.logferry.forwarder.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads PEM text. Accepts what consoles, editors and shells make of it as long as its meaning is
 * certain: blanks in place of line ends, the two characters {@code \n}, quotes around it, a byte
 * order mark, no-break spaces, and comments between the blocks. Messages never quote the text,
 * which may hold a private key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468, textual encodings of PKIX
 *     structures</a>
 */
public final class Pem {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  /**
   * One block.
   *
   * @param label what stands behind BEGIN, such as CERTIFICATE; it comes from the text, so it is
   *     not fit for messages
   * @param body what stands between the BEGIN and the END line
   */
  record Block(String label, String body) {

    boolean isCertificate() {
      return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
    }

    boolean isKey() {
      return label.endsWith("PRIVATE KEY");
    }

    byte[] der() {
      try {
        return Base64.getDecoder().decode(base64(body));
      } catch (IllegalArgumentException _) { // its message names a character of the text
        throw new IllegalArgumentException(
            "a block of the PEM text is not base64 between its BEGIN and its END line");
      }
    }

    @Override
    public String toString() {
      return "Block[***]";
    }
  }

  /**
   * The certificates of a text that holds nothing else.
   *
   * @throws IllegalArgumentException without the text, if there is no certificate or one cannot be
   *     read
   */
  public static List<X509Certificate> certificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(text)) {
      if (block.isKey()) {
        throw new IllegalArgumentException(
            "the text holds a private key; give the certificate alone, and keep the key where nobody else reads it");
      }
      if (!block.isCertificate()) {
        throw new IllegalArgumentException(
            "the PEM text holds something else than certificates; convert each with `openssl x509 -in FILE`");
      }
      certificates.add(certificate(block));
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(missing(text));
    }
    return certificates;
  }

  static X509Certificate certificate(Block block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException _) { // its message can quote the text
      throw new IllegalArgumentException(
          "a certificate in the PEM text is damaged or incomplete; try `openssl x509 -noout -subject` on it");
    }
  }

  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    int from = text.indexOf(BEGIN);
    while (from >= 0) {
      int labelEnd = text.indexOf(DASHES, from + BEGIN.length());
      if (labelEnd < 0) {
        throw new IllegalArgumentException(
            "a BEGIN line of the PEM text does not end in five hyphens");
      }
      String label = text.substring(from + BEGIN.length(), labelEnd);
      int end = text.indexOf(END + label + DASHES, labelEnd);
      if (end < 0) {
        throw new IllegalArgumentException(
            "a block of the PEM text has no END line of its own: the text is incomplete");
      }
      blocks.add(new Block(label, text.substring(labelEnd + DASHES.length(), end)));
      from = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  /** Why there is no certificate where one is expected. */
  private static String missing(String text) {
    if (text.contains("BEGIN")) {
      return "the BEGIN line has to be -----BEGIN CERTIFICATE-----, with five hyphens on either side and one blank between the words; the line that is there looks like it, but has other characters";
    }
    return "expected a PEM certificate, with a line -----BEGIN CERTIFICATE-----";
  }

  /** Drops what is no part of the encoding but often gets between. */
  private static String base64(String body) {
    StringBuilder base64 = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '\\' && i + 1 < body.length() && "nrt".indexOf(body.charAt(i + 1)) >= 0) {
        i++;
      } else if (c > ' ' && c != '"' && c != '\'' && c != '\u00a0' && c != '\ufeff') {
        base64.append(c);
      }
    }
    return base64.toString();
  }
}
