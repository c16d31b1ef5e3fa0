package dev.logferry.sampledata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keys, foreign keys and indexes of a table, dropped while it is filled and created again after
 * that: one sort is cheaper than millions of insertions. Their definitions are the database's own.
 */
final class DeferredIndexes {

  private record Part(String name, String drop, String create) {}

  /** Foreign keys last: they need the others' keys. */
  private static final String CONSTRAINTS =
      """
      select conname,
        format('alter table %s drop constraint %I', conrelid::regclass, conname),
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint
      where conrelid = ?::regclass and contype in ('p', 'u', 'f')
      order by contype = 'f', conname
      """;

  private static final String INDEXES =
      """
      select indexrelid::regclass, format('drop index %s', indexrelid::regclass),
        concat_ws('; ', pg_get_indexdef(indexrelid), (
          select string_agg(
            format('alter index %s alter column %s set statistics %s', indexrelid::regclass, attnum, attstattarget), '; ')
          from pg_attribute
          where attrelid = indexrelid and attstattarget >= 0))
      from pg_index
      where indrelid = ?::regclass
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
      order by 1
      """;

  private final Connection connection;
  private final List<Part> parts;

  private DeferredIndexes(Connection connection, List<Part> parts) {
    this.connection = connection;
    this.parts = parts;
  }

  static DeferredIndexes of(Connection connection, String table) throws SQLException {
    List<Part> parts = new ArrayList<>(parts(connection, INDEXES, table));
    parts.addAll(parts(connection, CONSTRAINTS, table));
    for (Part part : parts) {
      execute(connection, part.drop());
    }
    return new DeferredIndexes(connection, parts);
  }

  private static List<Part> parts(Connection connection, String sql, String table)
      throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          parts.add(new Part(row.getString(1), row.getString(2), row.getString(3)));
        }
      }
    }
    return parts;
  }

  /**
   * Creates them again.
   *
   * @param progress receives the name of each
   */
  void restore(Consumer<String> progress) throws SQLException {
    // For the sorts; reset at the end of the transaction.
    execute(connection, "set local maintenance_work_mem = '256MB'");
    for (Part part : parts) {
      progress.accept("creating " + part.name());
      execute(connection, part.create());
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
