package dev.logferry.forwarder.document;

/**
 * Sends the events of some log groups to a data stream.
 *
 * @param logGroups a glob over the log group's whole name: {@code *} for any text, {@code ?} for
 *     one character
 * @param dataStream where their events go
 */
public record Route(String logGroups, DataStream dataStream) {

  /** Whether the route is for this log group. */
  public boolean takes(String logGroup) {
    return matches(0, logGroup, 0);
  }

  private boolean matches(int pattern, String name, int at) {
    int star = -1;
    int afterStar = 0;
    while (at < name.length()) {
      char c = pattern < logGroups.length() ? logGroups.charAt(pattern) : 0;
      if (c == '*') {
        star = pattern++;
        afterStar = at;
      } else if (pattern < logGroups.length() && (c == '?' || c == name.charAt(at))) {
        pattern++;
        at++;
      } else if (star >= 0) {
        pattern = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (pattern < logGroups.length() && logGroups.charAt(pattern) == '*') {
      pattern++;
    }
    return pattern == logGroups.length();
  }
}
