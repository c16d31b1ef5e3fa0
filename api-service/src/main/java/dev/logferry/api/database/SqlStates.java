package dev.logferry.api.database;

import dev.logferry.api.database.DatabaseException.Reason;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the error codes of the driver and the server mean. Their messages go to the log only,
 * without the values of rows, which {@link ConnectionOptions} leaves out.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL Error
 *     Codes</a>
 */
final class SqlStates {

  private SqlStates() {}

  /** A query failed. */
  static DatabaseException ofQuery(SQLException e) {
    Reason reason = reason(e);
    String message =
        switch (reason) {
          case TIMED_OUT -> "the database gave up on a query that took too long";
          case UNAVAILABLE -> "the connection was lost, or the database does not respond";
          case OVERLOADED -> "the database has no room for another query";
          case FAILED -> "the database rejected a query";
        };
    return new DatabaseException(reason, withState(message, e), e);
  }

  /** There is no connection. */
  static DatabaseException ofConnection(SQLException e) {
    String state = state(e);
    String message =
        switch (state.substring(0, Math.min(2, state.length()))) {
          case "28" ->
              "the database rejects the user: check DATABASE_USER and DATABASE_PASSWORD, and its pg_hba.conf";
          case "3D" -> "there is no such database: check the name in DATABASE_URL";
          case "53" -> "the database accepts no more connections";
          case "57" -> "the database is starting or stopping";
          default ->
              "the database cannot be reached: check DATABASE_URL, the network, and whether it runs";
        };
    return new DatabaseException(Reason.UNAVAILABLE, withState(message, e), e);
  }

  /** Whether the connection was lost, by what must have happened before the query. */
  static boolean connectionLost(SQLException e) {
    return reason(e) == Reason.UNAVAILABLE && !timedOut(e);
  }

  /** Whether nothing came back in time, not even an error. */
  static boolean timedOut(SQLException e) {
    return e.getCause() instanceof SocketTimeoutException;
  }

  static Reason reason(SQLException e) {
    String state = state(e);
    return switch (state) {
      // Cancelled by the statement timeout, or on a standby that has to follow its primary.
      case "57014", "40001" -> Reason.TIMED_OUT;
      case "57P01", "57P02", "57P03", "57P04", "57P05" -> Reason.UNAVAILABLE;
      default -> reasonOfClass(state);
    };
  }

  private static Reason reasonOfClass(String state) {
    return switch (state.substring(0, Math.min(2, state.length()))) {
      // Connection; user; no such database: not the query's fault.
      case "08", "28", "3D" -> Reason.UNAVAILABLE;
      case "53" -> Reason.OVERLOADED;
      default -> Reason.FAILED;
    };
  }

  private static String withState(String message, SQLException e) {
    return "%s (SQL state %s)".formatted(message, state(e));
  }

  static String state(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state == null ? "unknown" : state;
  }
}
