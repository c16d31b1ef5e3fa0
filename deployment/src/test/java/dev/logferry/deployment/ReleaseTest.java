package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a release consists of, as far as no build is needed, and the workflows that publish it. */
class ReleaseTest {

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
  private static final Pattern PINNED = Pattern.compile("[\\w./-]+@[0-9a-f]{40}");
  private static final Pattern SCRIPT = Pattern.compile("release/([a-z-]+)");
  private static final Set<String> WRITES = Set.of("write");

  @TempDir private Path folder = Path.of("");

  @Test
  void the_bundle_is_deployed_without_a_build() throws Exception {
    Path bundle = bundle();
    ObjectNode released = CloudFormationYaml.read(bundle.resolve("template.yaml"));
    ObjectNode source = Templates.source();

    assertThat(released.at("/Globals/Function/CodeUri").asString()).isEqualTo("function.zip");
    assertThat(bundle.resolve("function.zip")).isNotEmptyFile();
    ((ObjectNode) released.at("/Globals/Function")).put("CodeUri", ".");
    for (JsonNode template : List.of(released, source)) {
      template.path("Resources").forEach(one -> ((ObjectNode) one).remove("Metadata"));
    }
    assertThat(released).isEqualTo(source);
  }

  @Test
  void everything_that_the_bundle_s_templates_name_is_in_it() throws Exception {
    Path bundle = bundle();
    ObjectNode template = CloudFormationYaml.read(bundle.resolve("template.yaml"));
    JsonNode application = template.at("/Metadata/AWS::ServerlessRepo::Application");

    assertThat(
            bundle.resolve(template.at("/Resources/Monitoring/Properties/TemplateURL").asString()))
        .isNotEmptyFile();
    assertThat(bundle.resolve(application.path("LicenseUrl").asString())).isNotEmptyFile();
    assertThat(bundle.resolve(application.path("ReadmeUrl").asString())).isNotEmptyFile();
    assertThat(bundle.resolve("docs/OPERATIONS.md")).isNotEmptyFile();
    Samconfig samconfig = Samconfig.read(bundle.resolve("samconfig.toml"));
    for (String environment : List.of("default", "api")) {
      assertThat(new CheckSamconfig(bundle, samconfig).problems(environment)).isEmpty();
    }
    assertThat(samconfig.toml().path("default").propertyNames())
        .doesNotContain("build", "local_invoke");
  }

  /** With the limits that the repository documents. */
  @Test
  void the_metadata_for_the_serverless_application_repository_is_complete() {
    JsonNode application = Templates.source().at("/Metadata/AWS::ServerlessRepo::Application");

    assertThat(application.path("Name").asString()).matches("[a-zA-Z0-9-]{1,140}");
    assertThat(application.path("Author").asString()).matches("[A-Za-z0-9-]{1,127}");
    assertThat(application.path("Description").asString()).hasSizeBetween(1, 256);
    assertThat(application.path("SpdxLicenseId").asString()).isEqualTo("Apache-2.0");
    assertThat(application.path("SemanticVersion").asString()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(application.path("Labels")).hasSizeBetween(1, 10);
    assertThat(Templates.read("pom.xml"))
        .contains("<url>%s</url>".formatted(application.path("SourceCodeUrl").asString()))
        .contains("<version>" + application.path("SemanticVersion").asString());
  }

  @Test
  void a_zip_depends_on_names_and_contents_alone() throws Exception {
    Path first = Files.createDirectories(folder.resolve("first/lib"));
    Path second = Files.createDirectories(folder.resolve("second/lib"));
    for (String name : List.of("a.jar", "b.jar")) {
      Files.writeString(first.resolve(name), name);
    }
    for (String name : List.of("b.jar", "a.jar")) {
      Path file = Files.writeString(second.resolve(name), name);
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    run("archive", folder.resolve("1.zip").toString(), folder.resolve("first").toString(), "lib");
    run("archive", folder.resolve("2.zip").toString(), folder.resolve("second").toString(), "lib");

    assertThat(folder.resolve("1.zip")).hasSameBinaryContentAs(folder.resolve("2.zip"));
    try (var zip = new ZipFile(folder.resolve("1.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("lib/a.jar", "lib/b.jar");
    }
  }

  @Test
  void a_version_without_a_section_in_the_changelog_is_not_released() throws Exception {
    assertThat(run("notes", "99.99.99").exit()).isNotZero();
    assertThat(run("notes", "Unreleased").output()).contains("### Added").doesNotContain("\n## ");
  }

  @Test
  void workflows_pin_actions_by_digest_and_may_do_no_more_than_each_job_needs() throws Exception {
    for (Map.Entry<Path, JsonNode> workflow : workflows()) {
      String name = workflow.getKey().getFileName().toString();
      assertThat(workflow.getValue().path("permissions"))
          .as(name)
          .isEqualTo(JsonMapper.shared().createObjectNode().put("contents", "read"));
      for (JsonNode job : workflow.getValue().path("jobs")) {
        for (JsonNode step : job.path("steps")) {
          if (step.has("uses")) {
            assertThat(step.path("uses").asString()).as(name).matches(PINNED);
          }
          if (step.path("uses").asString("").startsWith("actions/checkout@")) {
            assertThat(step.at("/with/persist-credentials").asBoolean(true)).as(name).isFalse();
          }
          // An expression would be pasted into the script: a tag or a branch could be a command.
          assertThat(step.path("run").asString("")).as(name).doesNotContain("${{");
        }
      }
    }
    assertThat(writers("verify.yaml")).isEmpty();
    assertThat(writers("release.yaml"))
        .containsExactlyInAnyOrder(
            "command: attestations",
            "command: id-token",
            "files: attestations",
            "files: id-token",
            "image: packages",
            "manifest: attestations",
            "manifest: id-token",
            "manifest: packages",
            "publish: contents");
  }

  @Test
  void each_module_is_verified_by_a_job_of_its_own() {
    JsonNode jobs = yaml(Templates.ROOT.resolve(".github/workflows/verify.yaml")).path("jobs");
    Set<String> modules = new TreeSet<>();
    MODULE.matcher(Templates.read("pom.xml")).results().forEach(one -> modules.add(one.group(1)));

    assertThat(jobs.at("/module/strategy/matrix/module").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(modules);
    assertThat(jobs.at("/verify/needs").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("templates", "module");
  }

  @Test
  void every_module_of_a_release_has_its_version() throws Exception {
    assumeTrue(Files.exists(Templates.ROOT.resolve(".git")), "not a clone");
    Path source = folder.resolve("source");
    Ended ended = run("source", "1.2.3", source.toString());
    assertThat(ended.exit()).as(ended.output()).isZero();

    assertThat(Files.readString(source.resolve("pom.xml"))).contains("<version>1.2.3</version>");
    assertThat(MODULE.matcher(Templates.read("pom.xml")).results().map(one -> one.group(1)))
        .isNotEmpty()
        .allSatisfy(
            module ->
                assertThat(source.resolve(module).resolve("pom.xml"))
                    .content()
                    .contains("<version>1.2.3</version>")
                    .doesNotContain("-SNAPSHOT</version>"));
  }

  @Test
  void the_scripts_that_workflows_and_pages_name_are_there() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String file :
        List.of(".github/workflows/release.yaml", "SECURITY.md", "README.md", "release/build")) {
      SCRIPT.matcher(Templates.read(file)).results().forEach(script -> named.add(script.group(1)));
    }

    assertThat(named)
        .contains(
            "build",
            "verify-reproducible",
            "command",
            "verify-command",
            "image",
            "manifest",
            "notes");
    assertThat(named)
        .allSatisfy(
            script -> assertThat(Templates.ROOT.resolve("release").resolve(script)).isExecutable());
  }

  private static Set<String> writers(String file) throws IOException {
    Set<String> writers = new TreeSet<>();
    for (Map.Entry<Path, JsonNode> workflow : workflows()) {
      if (workflow.getKey().endsWith(file)) {
        for (Map.Entry<String, JsonNode> job : workflow.getValue().path("jobs").properties()) {
          for (Map.Entry<String, JsonNode> permission :
              job.getValue().path("permissions").properties()) {
            if (WRITES.contains(permission.getValue().asString())) {
              writers.add(job.getKey() + ": " + permission.getKey());
            }
          }
        }
      }
    }
    return writers;
  }

  private static List<Map.Entry<Path, JsonNode>> workflows() throws IOException {
    try (Stream<Path> files = Files.list(Templates.ROOT.resolve(".github/workflows"))) {
      return files.map(file -> Map.entry(file, yaml(file))).toList();
    }
  }

  private static JsonNode yaml(Path file) {
    Object tree =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Templates.read(Templates.ROOT.relativize(file).toString()));
    return JsonMapper.shared().valueToTree(tree);
  }

  private Path bundle() throws Exception {
    Path function = Files.writeString(folder.resolve("f.zip"), "a zip");
    Path bundle = folder.resolve("logferry-0.1.0");
    Ended ended = run("bundle", function.toString(), bundle.toString());
    assertThat(ended.exit()).as(ended.output()).isZero();
    return bundle;
  }

  private record Ended(int exit, String output) {}

  private static Ended run(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Templates.ROOT.resolve("release").resolve(script).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")), "scripts need a Unix");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(script).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
