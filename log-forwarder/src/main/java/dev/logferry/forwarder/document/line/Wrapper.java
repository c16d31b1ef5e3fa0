package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * The object that FireLens, Docker's json-file driver, Fluent Bit on Kubernetes and their like put
 * around a line, which stands in its {@code log}. Its members say which container wrote the line.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html">FireLens</a>
 * @see <a href="https://docs.docker.com/engine/logging/drivers/json-file/">json-file</a>
 */
final class Wrapper {

  static final String TITLE = "FireLens, Docker, Fluent Bit";
  static final String RECOGNISED_BY =
      "a text as `log`, and `stream`, `source`, `kubernetes` or a name that begins with `container_`";
  static final String EXAMPLE =
      """
      {"container_id":"5a1b0c","container_name":"/shop-api","source":"stdout","log":"{\\"level\\":\\"error\\",\\"msg\\":\\"payment refused\\",\\"time\\":\\"2026-11-28T22:00:00.123Z\\"}"}""";

  private static final FieldPath CONTAINER_NAME = FieldPath.of("container.name");
  private static final FieldPath TASK = FieldPath.of("orchestrator.resource.id");
  private static final FieldPath ORCHESTRATOR = FieldPath.of("orchestrator.type");

  /** A member of the wrapper, or of an object in it, and the field that it fills. */
  private record Member(String object, String name, FieldPath field) {
    Member(String name, String field) {
      this("", name, FieldPath.of(field));
    }

    Member(String object, String name, String field) {
      this(object, name, FieldPath.of(field));
    }
  }

  private static final Member[] MEMBERS = {
    new Member("container_id", "container.id"),
    new Member("container_image", "container.image.name"),
    new Member("ecs_cluster", "orchestrator.cluster.name"),
    new Member("ec2_instance_id", "cloud.instance.id"),
    new Member("kubernetes", "pod_name", "orchestrator.resource.name"),
    new Member("kubernetes", "namespace_name", "orchestrator.namespace"),
    new Member("kubernetes", "host", "host.name"),
    new Member("kubernetes", "container_name", "container.name"),
    new Member("kubernetes", "docker_id", "container.id"),
    new Member("kubernetes", "container_image", "container.image.name"),
  };

  private Wrapper() {}

  /** The member that holds the line of a wrapper; -1 if the object is none. */
  static int wrappedLine(JsonTape tape) {
    int log = tape.member(0, "log");
    if (log < 0 || tape.kind(log) != JsonKind.STRING) {
      return -1;
    }
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      if (isMark(tape, member)) {
        return log;
      }
    }
    return -1;
  }

  private static boolean isMark(JsonTape tape, int member) {
    int start = tape.nameStart(member);
    boolean container =
        tape.nameEnd(member) - start > 10
            && new String(tape.bytes(), start, 10, StandardCharsets.US_ASCII).equals("container_");
    return container
        || tape.isNamed(member, "stream")
        || tape.isNamed(member, "kubernetes")
        || (tape.isNamed(member, "source") && tape.string(member).startsWith("std"));
  }

  /** Fills the fields that a wrapper says; what it says beside them becomes labels. */
  static void fill(JsonTape tape, DocumentFields fields) {
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      if (tape.isNamed(member, "log") || tape.isNamed(member, "time")) {
        continue; // the line, and the time at which the driver saw it
      }
      if (tape.isNamed(member, "kubernetes") && tape.kind(member) == JsonKind.OBJECT) {
        kubernetes(tape, member, fields);
      } else if (tape.isNamed(member, "container_name")) {
        String name = tape.string(member);
        fields.fill(CONTAINER_NAME, Utf8.of(name.startsWith("/") ? name.substring(1) : name));
      } else if (tape.isNamed(member, "ecs_task_arn")) {
        String arn = tape.string(member);
        fields.fill(TASK, Utf8.of(arn.substring(arn.lastIndexOf('/') + 1)));
        fields.fill(ORCHESTRATOR, Utf8.of("ecs"));
      } else if (!fill("", tape, member, fields)) {
        fields.fillLabel(tape, member);
      }
    }
  }

  private static void kubernetes(JsonTape tape, int object, DocumentFields fields) {
    fields.fill(ORCHESTRATOR, Utf8.of("kubernetes"));
    for (int member = object + 1; member < tape.next(object); member = tape.next(member)) {
      if (!fill("kubernetes", tape, member, fields)) {
        fields.fillLabel(tape, member);
      }
    }
  }

  private static boolean fill(String object, JsonTape tape, int member, DocumentFields fields) {
    for (Member known : MEMBERS) {
      if (known.object().equals(object) && tape.isNamed(member, known.name())) {
        return fields.fill(known.field(), tape, member);
      }
    }
    return false;
  }
}
