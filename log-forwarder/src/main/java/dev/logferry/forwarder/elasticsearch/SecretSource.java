package dev.logferry.forwarder.elasticsearch;

/** Where secrets are read from: the Lambda extension in the function, Secrets Manager elsewhere. */
public interface SecretSource {

  /**
   * The text of a secret.
   *
   * @throws java.io.UncheckedIOException with the secret's name and a remedy
   */
  String read(String nameOrArn);
}
