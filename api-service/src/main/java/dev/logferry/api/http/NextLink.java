package dev.logferry.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The link to the next page. */
public final class NextLink {

  private static final String CURSOR = "cursor";

  private NextLink() {}

  /**
   * The reply, with the link to the same list further on if there is more of it.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>
   */
  public static Reply added(Reply reply, Request request, Optional<String> nextCursor) {
    return nextCursor
        .map(cursor -> reply.with("Link", "<" + target(request, cursor) + ">; rel=\"next\""))
        .orElse(reply);
  }

  private static String target(Request request, String cursor) {
    Stream<String> others =
        Arrays.stream(request.query().split("&"))
            .filter(pair -> !pair.isEmpty() && !CURSOR.equals(name(pair)));
    return request.path()
        + "?"
        + Stream.concat(others, Stream.of(CURSOR + "=" + cursor)).collect(Collectors.joining("&"));
  }

  private static String name(String pair) {
    return URLDecoder.decode(pair.replaceFirst("=.*", ""), StandardCharsets.UTF_8);
  }
}
