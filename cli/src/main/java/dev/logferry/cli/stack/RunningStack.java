package dev.logferry.cli.stack;

import java.net.URI;

/**
 * Where the running local stack is, as {@code .logferry/stack.json} says it.
 *
 * @param version of this written form; {@link #VERSION}
 * @param pid process that runs the stack: {@code logferry up}
 */
public record RunningStack(int version, long pid, Elasticsearch elasticsearch, Lambda lambda) {

  /** The written form that this release writes and reads. */
  public static final int VERSION = 1;

  public RunningStack(long pid, Elasticsearch elasticsearch, Lambda lambda) {
    this(VERSION, pid, elasticsearch, lambda);
  }

  /**
   * The local Elasticsearch, and who may search it.
   *
   * @param caFile PEM file of the authority that signed the server's certificate
   */
  public record Elasticsearch(URI url, String caFile, Analyst analyst) {}

  /** The user that only reads. */
  public record Analyst(String user, String password) {
    @Override
    public String toString() {
      return "Analyst[user=" + user + ", password=(hidden)]";
    }
  }

  /**
   * The local function.
   *
   * @param url base of the Lambda Invoke API
   */
  public record Lambda(URI url, String functionName) {}
}
