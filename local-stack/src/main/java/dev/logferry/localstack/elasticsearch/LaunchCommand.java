package dev.logferry.localstack.elasticsearch;

import dev.logferry.localstack.server.LocalServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command that starts the server's JVM itself. {@code bin/elasticsearch} would start three more
 * JVMs first (version check, launcher, heap sizing), which takes about 3 s of 12, and its launcher
 * would go on living as the server's parent, so that a signal would not reach the server.
 *
 * @see <a
 *     href="https://github.com/elastic/elasticsearch/blob/v8.19.0/distribution/tools/server-cli/src/main/java/org/elasticsearch/server/cli/SystemJvmOptions.java">
 *     SystemJvmOptions</a>
 */
final class LaunchCommand {

  private static final List<String> ALWAYS =
      List.of(
          // A simple compiler and collector start sooner, and a small heap is enough for a laptop.
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms256m",
          "-Xmx512m",
          "-XX:MaxDirectMemorySize=256m",
          "-Xss1m",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Djava.locale.providers=CLDR",
          "-Djna.nosys=true",
          "-Dio.netty.noUnsafe=true",
          "-Dio.netty.noKeySetOptimization=true",
          "-Dio.netty.recycler.maxCapacityPerThread=0",
          "-Dlog4j.shutdownHookEnabled=false",
          "-Dlog4j2.disable.jmx=true",
          "-Dlog4j2.formatMsgNoLookups=true",
          "-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1",
          "-Des.networkaddress.cache.ttl=60",
          "-Des.networkaddress.cache.negative.ttl=10",
          "-Des.distribution.type=zip",
          "-Des.java.type=ES_JAVA_HOME",
          // It would store built-in roles in an index whose analysis this distribution lacks, and
          // fail.
          "-Des.queryable_built_in_roles_enabled=false",
          "-XX:-OmitStackTraceInFastThrow",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-XX:+EnableDynamicAgentLoading",
          "-Djdk.attach.allowAttachSelf=true",
          "--enable-native-access=org.elasticsearch.nativeaccess,org.apache.lucene.core",
          "--enable-native-access=ALL-UNNAMED",
          "--illegal-native-access=deny",
          "--add-exports=java.base/org.elasticsearch.entitlement.bridge=org.elasticsearch.entitlement,java.logging,java.net.http,java.naming,jdk.net,jdk.zipfs,jdk.management.agent",
          "--add-modules=jdk.net",
          "--add-modules=jdk.management.agent",
          "--add-modules=ALL-MODULE-PATH");

  private LaunchCommand() {}

  static List<String> of(ServerDistribution distribution, NodeFolder folder, ServerAccount account)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    account.requireReachable(
        java, "use a JDK that is installed where every user can run it, such as /usr/lib/jvm");
    Path libraries = distribution.home().resolve("lib");
    List<String> command = new ArrayList<>(account.commandPrefix());
    command.add(java.toString());
    command.addAll(ALWAYS);
    command.add("-Djava.io.tmpdir=" + folder.temporary());
    command.add("-Des.path.home=" + distribution.home());
    command.add("--patch-module=java.base=" + entitlementBridge(libraries));
    command.add("--module-path=" + libraries);
    command.add("-m");
    command.add("org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch");
    return List.copyOf(command);
  }

  private static Path entitlementBridge(Path libraries) throws IOException {
    try (Stream<Path> files = Files.list(libraries.resolve("entitlement-bridge"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new LocalServerException(
                      "no entitlement bridge in "
                          + libraries
                          + ": this class knows how to start Elasticsearch 8.19 only"));
    }
  }
}
