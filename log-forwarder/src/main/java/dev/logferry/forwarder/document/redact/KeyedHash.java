package dev.logferry.forwarder.document.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA256, cut to 12 bytes, as 16 characters of URL-safe base64. */
final class KeyedHash {

  private static final int BYTES = 12;

  private final Supplier<String> key;
  private @Nullable Mac mac;

  /**
   * @param key called when a value is first hashed: a secret cannot be read while the function
   *     starts
   */
  KeyedHash(Supplier<String> key) {
    this.key = key;
  }

  String of(String value) {
    byte[] hash = mac().doFinal(value.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  private Mac mac() {
    Mac keyed = mac;
    if (keyed == null) {
      keyed = keyed(key.get());
      mac = keyed;
    }
    return keyed;
  }

  private static Mac keyed(String key) {
    try {
      Mac keyed = Mac.getInstance("HmacSHA256");
      keyed.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return keyed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
