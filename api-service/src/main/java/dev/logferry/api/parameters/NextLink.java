package dev.logferry.api.parameters;

import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The link to the next page. */
public final class NextLink {

  private static final String CURSOR = "cursor";

  private NextLink() {}

  /**
   * The response with the link to the rest of the list, if there is more of it.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>
   */
  public static Response added(Response response, Request request, Optional<String> nextCursor) {
    return nextCursor
        .map(cursor -> response.with("Link", "<" + target(request, cursor) + ">; rel=\"next\""))
        .orElse(response);
  }

  private static String target(Request request, String cursor) {
    Stream<String> others =
        Arrays.stream(request.query().split("&"))
            .filter(pair -> !pair.isEmpty() && !pair.split("=", 2)[0].equals(CURSOR));
    return request.path()
        + "?"
        + Stream.concat(others, Stream.of(CURSOR + "=" + cursor)).collect(Collectors.joining("&"));
  }
}
