package dev.logferry.api.http;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The body of an answer that is none.
 *
 * @param type which kind, a URI
 * @param title the kind in a few words
 * @param status the status code
 * @param detail what happened here and what to do about it
 * @param instance the path that was asked for; empty if the request had none that is a URI
 * @param traceId under which the service's log tells more
 * @param errors one for each wrong parameter; empty for other kinds
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@Json
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    Optional<String> instance,
    String traceId,
    Optional<List<ParameterError>> errors) {

  /** The path of a URI (RFC 3986). */
  private static final Pattern PATH =
      Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*+)++");

  /**
   * As it is told.
   *
   * @param path as it came, whatever it is
   */
  static Problem of(ProblemException problem, String path, String traceId) {
    ProblemKind kind = problem.kind();
    return new Problem(
        kind.type(),
        kind.title(),
        kind.status(),
        problem.detail(),
        Optional.of(path).filter(text -> PATH.matcher(text).matches()),
        traceId,
        Optional.of(problem.errors()).filter(errors -> !errors.isEmpty()));
  }
}
