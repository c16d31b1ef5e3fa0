package dev.logferry.endtoend.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that Elasticsearch would refuse, or that would harm its mapping, were they sent as they
 * are.
 */
final class HostileLines {

  private HostileLines() {}

  static List<String> all() {
    List<String> lines = new ArrayList<>();
    for (String members : members()) {
      lines.add("{\"ecs.version\":\"1.2.0\",\"log.level\":\"ERROR\"," + members + "}");
      lines.add("{\"level\":\"error\"," + members + "}");
    }
    lines.add("{\"ecs.version\":\"1.2.0\"}");
    lines.add("{}");
    lines.add("{\"ecs\":{\"version\":{\"no\":\"text\"}}}");
    lines.add("{\"ecs.version\":" + "[".repeat(150) + "]".repeat(150) + "}");
    lines.add("{\"a\":".repeat(400) + "1" + "}".repeat(400));
    lines.add("[".repeat(100_000));
    lines.add("{\"a\":".repeat(100_000));
    lines.add("\uFEFF{\"level\":\"error\"}");
    lines.add("\u0000\u0001\u001b[2J");
    lines.add("x".repeat(1_000_000));
    return lines;
  }

  private static List<String> members() {
    StringBuilder manyMembers = new StringBuilder("\"many\":{");
    for (int i = 0; i < 3000; i++) {
      manyMembers.append("\"k").append(i).append("\":").append(i).append(',');
    }
    manyMembers.append("\"last\":1}");
    return List.of(
        "\"\":1",
        "\" \":1",
        "\".\":1",
        "\"..\":1",
        "\"dot.\":1",
        "\".dot\":1",
        "\"do..t\":1",
        "\"do. .t\":1",
        "\"\\u0000\":1",
        "\"nul\\u0000l\":1",
        "\"inner\":{\"\":{\"\":1}}",
        "\"inner2\":[{\"\":1},{\"a..b\":2}]",
        "\"" + "long".repeat(20_000) + "\":1",
        "\"longvalue\":\"" + "v".repeat(100_000) + "\"",
        "\"longunicode\":\"" + "語".repeat(40_000) + "\"",
        "\"longarray\":[" + "\"v\",".repeat(5_000) + "1]",
        "\"deep\":" + "{\"d\":".repeat(60) + "1" + "}".repeat(60),
        "\"deeparray\":" + "[".repeat(60) + "1" + "]".repeat(60),
        "\"deepboth\":" + "[{\"d\":".repeat(40) + "1" + "}]".repeat(40),
        "\"huge\":123456789012345678901234567890",
        "\"infinite\":1e400",
        "\"beyondfloat\":1e39",
        "\"tiny\":1e-400",
        "\"hugearray\":[1,123456789012345678901234567890,1e999]",
        "\"minuszero\":-0",
        "\"mixedNumbers\":[1,2.5]",
        "\"mixedNumbers2\":[2.5,1]",
        "\"mixedNested\":[[1,2],[\"a\"]]",
        "\"mixed\":[1,\"a\",true,null,{\"b\":1}]",
        "\"nothing\":null",
        "\"empty\":{}",
        "\"emptylist\":[]",
        "\"lone\":\"\\ud83d\"",
        "\"lone\\udc00\":1",
        "\"twice\":1,\"twice\":\"two\"",
        "\"clash\":1,\"clash.inner\":2",
        "\"clash2.inner\":2,\"clash2\":1",
        "\"clash3\":[1],\"clash3.inner\":2",
        "\"_id\":1",
        "\"_source\":{\"a\":1}",
        "\"_index\":\"logs-else-default\"",
        "\"_routing\":\"r\"",
        "\"_doc_count\":-5",
        "\"_ignored\":[1]",
        "\"data_stream\":{\"dataset\":\"else\"}",
        "\"data_stream.dataset\":\"else\"",
        "\"event\":\"text\"",
        "\"cloud\":[1]",
        "\"aws\":{\"cloudwatch\":1}",
        "\"tags\":{\"a\":1}",
        "\"logferry\":{\"guarded\":{\"a\":1}}",
        "\"@timestamp\":{\"a\":1}",
        "\"@timestamp\":\"never\"",
        "\"@timestamp\":1e400",
        "\"@timestamp\":\"+999999-01-01T00:00:00Z\"",
        manyMembers.toString());
  }
}
