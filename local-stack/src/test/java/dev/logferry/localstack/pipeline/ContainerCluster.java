package dev.logferry.localstack.pipeline;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import org.testcontainers.elasticsearch.ElasticsearchContainer;
import org.testcontainers.utility.DockerImageName;

/** The official image, by Testcontainers. */
record ContainerCluster(ElasticsearchContainer container, Cluster cluster)
    implements ForwarderContract.RunningCluster {

  private static final User ELASTIC = new User("elastic", "changeme");

  static ContainerCluster start(String version) {
    ElasticsearchContainer container =
        new ElasticsearchContainer(
                DockerImageName.parse("docker.elastic.co/elasticsearch/elasticsearch")
                    .withTag(version))
            .withPassword(ELASTIC.password())
            .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    container.start();
    Cluster cluster = cluster(container);
    new ClusterSetup(cluster)
        .put("/_index_template/logs-local", template())
        .put(
            "/_security/role/shipper",
            "{\"indices\":[{\"names\":[\"logs-*-*\"],\"privileges\":[\"auto_configure\",\"create_doc\"]}]}")
        .put(
            "/_security/role/analyst",
            "{\"indices\":[{\"names\":[\"logs-*-*\"],\"privileges\":[\"read\",\"view_index_metadata\"]}]}")
        .put("/_security/user/shipper", user(cluster.shipper()))
        .put("/_security/user/analyst", user(cluster.analyst()));
    return new ContainerCluster(container, cluster);
  }

  @Override
  public void close() {
    container.stop();
  }

  private static Cluster cluster(ElasticsearchContainer container) {
    byte[] ca = container.caCertAsBytes().orElseThrow();
    return new Cluster(
        URI.create("https://" + container.getHttpHostAddress()),
        new String(ca, StandardCharsets.US_ASCII),
        fingerprint(ca),
        new User("shipper", "shipper-password"),
        new User("analyst", "analyst-password"),
        ELASTIC);
  }

  private static String user(User user) {
    return "{\"password\":\"%s\",\"roles\":[\"%s\"]}".formatted(user.password(), user.name());
  }

  private static String template() {
    try (InputStream template =
        LocalElasticsearch.class.getResourceAsStream("logs-template.json")) {
      if (template == null) {
        throw new IllegalStateException("logs-template.json is not on the class path");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint(byte[] pem) {
    try {
      byte[] der =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem))
              .getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
