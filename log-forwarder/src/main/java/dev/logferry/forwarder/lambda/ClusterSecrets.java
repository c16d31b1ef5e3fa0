package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.SecretSource;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.settings.ClientCertificateSettings;
import dev.logferry.forwarder.settings.ClusterSettings;
import dev.logferry.forwarder.settings.CredentialsSettings;
import dev.logferry.forwarder.settings.TrustSettings;
import dev.logferry.forwarder.tls.ClientCertificate;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads credentials and certificates from where the settings say they are, each time anew.
 *
 * @param secrets where secrets are read from
 */
public record ClusterSecrets(ClusterSettings settings, SecretSource secrets) {

  /**
   * What TLS connections to the cluster are made with.
   *
   * @throws UncheckedIOException if a secret or a file cannot be read or used
   */
  public TlsConfiguration tls() {
    return new TlsConfiguration(trust(), clientCertificate());
  }

  private Trust trust() {
    TrustSettings from = settings.trust();
    if (from instanceof TrustSettings.Known known) {
      return known.trust();
    }
    if (from instanceof TrustSettings.InFile file) {
      try {
        return file.read();
      } catch (IllegalArgumentException e) {
        throw unusable("the CA file", e);
      }
    }
    String name = ((TrustSettings.InSecret) from).nameOrArn();
    String secret = secrets.read(name);
    try {
      return TrustSettings.authority(secret);
    } catch (IllegalArgumentException e) {
      throw unusable("the secret '" + name + "'", e);
    }
  }

  private Optional<ClientCertificate> clientCertificate() {
    ClientCertificateSettings from = settings.clientCertificate();
    if (from instanceof ClientCertificateSettings.None) {
      return Optional.empty();
    }
    if (from instanceof ClientCertificateSettings.InFiles files) {
      try {
        return Optional.of(files.read());
      } catch (IllegalArgumentException e) {
        throw unusable("the client certificate's file", e);
      }
    }
    String name = ((ClientCertificateSettings.InSecret) from).nameOrArn();
    String secret = secrets.read(name);
    Map<String, String> members = SecretsExtension.membersOf(secret);
    String certificate = members.getOrDefault("certificate", "");
    String key = members.getOrDefault("private_key", "");
    try {
      return Optional.of(
          ClientCertificate.of(members.isEmpty() ? secret : certificate + "\n" + key));
    } catch (IllegalArgumentException e) {
      throw unusable("the secret '" + name + "'", e);
    }
  }

  /**
   * Who the client is.
   *
   * @throws UncheckedIOException if a secret cannot be read or used
   */
  public Credentials credentials() {
    CredentialsSettings from = settings.credentials();
    if (from instanceof CredentialsSettings.Given given) {
      return given.credentials();
    }
    String name = ((CredentialsSettings.InSecret) from).nameOrArn();
    String secret = secrets.read(name);
    try {
      return credentials(name, secret);
    } catch (IllegalArgumentException e) {
      throw unusable("the secret '" + name + "'", e);
    }
  }

  /** Names what is wrong, and never what it holds. */
  private static UncheckedIOException unusable(String what, IllegalArgumentException why) {
    return new UncheckedIOException(
        what + " cannot be used: " + why.getMessage(), new IOException("unusable secret"));
  }

  private Credentials credentials(String name, String secret) {
    Map<String, String> members = SecretsExtension.membersOf(secret);
    String apiKey = members.get("api_key");
    if (members.isEmpty() && !secret.strip().startsWith("{")) {
      if (secret.contains("-----BEGIN")) {
        throw new IllegalArgumentException(
            "it holds PEM text, not an API key; a client certificate belongs into LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET");
      }
      return new Credentials.ApiKey(secret);
    }
    if (apiKey != null) {
      return new Credentials.ApiKey(apiKey);
    }
    String user = members.getOrDefault("username", "");
    String password = members.getOrDefault("password", "");
    if (user.isEmpty() || password.isEmpty()) {
      throw new UncheckedIOException(
          "the secret '"
              + name
              + "' holds neither an API key, nor api_key, nor username and password; it has the members "
              + members.keySet(),
          new IOException("incomplete secret"));
    }
    return new Credentials.UserAndPassword(user, password);
  }
}
