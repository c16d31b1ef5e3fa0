package dev.logferry.api.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a value from the current row of a result; must not move to another. */
@FunctionalInterface
public interface RowReader<T> {

  T read(ResultSet row) throws SQLException;
}
