package dev.logferry.api.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the row that a result stands at; must not move it. */
@FunctionalInterface
public interface RowReader<T> {

  T read(ResultSet row) throws SQLException;
}
