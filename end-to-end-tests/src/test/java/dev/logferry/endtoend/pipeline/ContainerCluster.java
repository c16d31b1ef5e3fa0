package dev.logferry.endtoend.pipeline;

import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.Roles;
import dev.logferry.analystpack.elasticsearch.ServerFeature;
import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.localstack.elasticsearch.User;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Set;
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
    ClusterSetup setup = new ClusterSetup(cluster);
    Set<ServerFeature> features = ServerFeature.of(Version.parse(version));
    new IndexTemplates(features, TemplateOptions.DEFAULT)
        .objects()
        .forEach(object -> setup.put(object.path(), object.body().toString()));
    Roles.roles(features, "default")
        .forEach(role -> setup.put(role.path(), role.body().toString()));
    setup
        .put("/_security/user/shipper", user(cluster.shipper(), "logferry-forwarder"))
        .put("/_security/user/analyst", user(cluster.analyst(), "logferry-analyst"));
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

  private static String user(User user, String role) {
    return "{\"password\":\"%s\",\"roles\":[\"%s\"]}".formatted(user.password(), role);
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
