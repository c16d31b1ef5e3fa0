package dev.logferry.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes queries apart. */
final class QueryString {

  private QueryString() {}

  /**
   * Names and their values in the order in which they came.
   *
   * @throws ProblemException if one can't be decoded
   */
  static Map<String, List<String>> parse(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = PercentEncoding.QUERY.decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentEncoding.QUERY.decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return parameters;
  }
}
