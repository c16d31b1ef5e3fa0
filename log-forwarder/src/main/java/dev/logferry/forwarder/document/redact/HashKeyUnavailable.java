package dev.logferry.forwarder.document.redact;

/**
 * The key for redaction by hash cannot be had at the moment, so no line may be stored. Its message
 * names the secret and the remedy, and nothing that is in the secret.
 */
public final class HashKeyUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param problem which secret, and what is wrong with it
   */
  public HashKeyUnavailable(String problem) {
    super("the key for redaction by hash is missing: " + problem, null, false, true);
  }
}
