package dev.logferry.forwarder.bulk;

/** What it means when a bulk request is turned away as a whole: the request rows of the table. */
public enum RequestOutcome {
  /** Send the same again after a while. */
  RETRY,
  /** Some document in it is the cause: send it in halves. */
  SPLIT,
  /** The credentials are not, or no longer, good. */
  UNAUTHORIZED,
  /** Whatever answers there will not take it later either, such as a proxy or a wrong address. */
  MISDIRECTED;

  public static RequestOutcome of(int status) {
    return switch (status) {
      case 400, 413 -> SPLIT;
      case 401, 403 -> UNAUTHORIZED;
      case 408, 429 -> RETRY;
      default -> status >= 500 ? RETRY : MISDIRECTED;
    };
  }
}
