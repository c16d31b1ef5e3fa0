package dev.logferry.analystpack.kibana;

import dev.logferry.analystpack.PackSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A saved object of Kibana, as a line of an import file.
 *
 * @param type what it is
 * @param id chosen by the pack, so that a second import replaces the first
 * @param attributes in the form of the type's version that the line names; Kibana migrates them
 * @param references to other objects
 * @see <a
 *     href="https://www.elastic.co/docs/api/doc/kibana/operation/operation-post-saved-objects-import">Import
 *     saved objects</a>
 */
public record SavedObject(
    SavedObjectType type, String id, ObjectNode attributes, List<Reference> references) {

  /** The version in which objects learned to migrate by type; every Kibana since 8.8 knows it. */
  private static final String CORE_MIGRATION_VERSION = "8.8.0";

  /**
   * A reference to another object.
   *
   * @param name by which the attributes mean it
   */
  public record Reference(String name, SavedObjectType type, String id) {}

  public SavedObject {
    references = List.copyOf(references);
  }

  /** What a person reads: the name of a data view, the title of anything else. */
  public String title() {
    return attributes.path(type == SavedObjectType.DATA_VIEW ? "name" : "title").asString();
  }

  /** The line of the import file, without its end. */
  public String toLine() {
    ObjectNode line = PackSource.JSON.createObjectNode().put("type", type.typeName()).put("id", id);
    line.set("attributes", attributes);
    var list = line.putArray("references");
    references.forEach(
        reference ->
            list.addObject()
                .put("name", reference.name())
                .put("type", reference.type().typeName())
                .put("id", reference.id()));
    line.put("coreMigrationVersion", CORE_MIGRATION_VERSION);
    line.put("typeMigrationVersion", type.migrationVersion());
    return PackSource.JSON.writeValueAsString(line);
  }
}
