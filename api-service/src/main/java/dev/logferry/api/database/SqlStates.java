package dev.logferry.api.database;

import dev.logferry.api.database.DatabaseException.Reason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the driver's and the server's error codes mean for a question.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL Error
 *     Codes</a>
 */
final class SqlStates {

  private SqlStates() {}

  static DatabaseException asked(SQLException e) {
    Reason reason = reason(e);
    String message =
        switch (reason) {
          case TIMED_OUT -> "the database took longer than the statement timeout";
          case UNAVAILABLE -> "the database went away or cannot be reached";
          case OVERLOADED -> "the database has no room for another question";
          case FAILED -> "the database refused a question";
        };
    return new DatabaseException(reason, "%s (SQL state %s)".formatted(message, state(e)), e);
  }

  static Reason reason(SQLException e) {
    String state = state(e);
    return switch (state) {
      // Cancelled by the statement timeout, or a standby that had to follow its primary.
      case "57014", "40001" -> Reason.TIMED_OUT;
      case "57P01", "57P02", "57P03", "57P04", "57P05" -> Reason.UNAVAILABLE;
      default -> reasonOfClass(state);
    };
  }

  /** Whether the connection is lost, rather than the database slow or unwilling. */
  static boolean connectionLost(SQLException e) {
    return reason(e) == Reason.UNAVAILABLE
        && !(e.getCause() instanceof java.net.SocketTimeoutException);
  }

  private static Reason reasonOfClass(String state) {
    return switch (state.substring(0, Math.min(2, state.length()))) {
      // Connection; authentication; no such database. Nothing of it is the question's doing.
      case "08", "28", "3D" -> Reason.UNAVAILABLE;
      case "53" -> Reason.OVERLOADED;
      default -> Reason.FAILED;
    };
  }

  private static String state(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state == null ? "unknown" : state;
  }
}
