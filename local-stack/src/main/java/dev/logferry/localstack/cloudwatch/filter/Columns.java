package dev.logferry.localstack.cloudwatch.filter;

import dev.logferry.localstack.cloudwatch.filter.ConditionParser.Operands;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pattern for lines of columns: {@code [ip, user, ..., status = 4*, bytes]}. Text in brackets or
 * double quotes is one field. Without an ellipsis the last column takes the rest of the line.
 */
record Columns(List<Column> columns) implements FilterPattern {

  private static final Pattern FIELD = Pattern.compile("\\[([^]]*)]|\"([^\"]*)\"|(\\S+)");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
  private static final Pattern NAME = Pattern.compile("[\\w-]+");
  private static final Pattern NAME_ALONE = Pattern.compile("([\\w-]+(?=\\s*[,\\]]))?");
  private static final String ELLIPSIS = "...";

  /**
   * One of them.
   *
   * @param name empty if it is never referred to; {@code ...} for any number of fields
   */
  record Column(String name, Optional<Condition> condition) {}

  Columns {
    columns = List.copyOf(columns);
  }

  static Columns read(PatternScanner scanner) {
    List<Column> columns = new ArrayList<>();
    do {
      columns.add(column(scanner));
    } while (scanner.takes(","));
    scanner.need("]");
    if (columns.stream().filter(column -> column.name.equals(ELLIPSIS)).count() > 1) {
      throw scanner.rejected("one ellipsis, not more");
    }
    return new Columns(columns);
  }

  private static Column column(PatternScanner scanner) {
    if (scanner.takes(ELLIPSIS)) {
      return new Column(ELLIPSIS, Optional.empty());
    }
    if (scanner.isBefore(",") || scanner.isBefore("]")) {
      return new Column("", Optional.empty());
    }
    String name = scanner.peek(NAME);
    String bare = scanner.peek(NAME_ALONE);
    if (!bare.isEmpty()) {
      String _ = scanner.token(NAME.pattern());
      return new Column(name, Optional.empty());
    }
    return new Column(
        name, Optional.of(new ConditionParser(scanner, Operands.COLUMNS).alternatives()));
  }

  @Override
  public boolean matches(String line) {
    List<String> fields = fields(line);
    int ellipsis = ellipsis();
    int named = ellipsis < 0 ? columns.size() : columns.size() - 1;
    if (fields.size() < named) {
      return false;
    }
    ObjectNode row = JsonMapper.shared().createObjectNode();
    for (int index = 0; index < columns.size(); index++) {
      if (index != ellipsis) {
        boolean fromTheEnd = ellipsis >= 0 && index > ellipsis;
        int position = fromTheEnd ? fields.size() - columns.size() + index : index;
        put(row, columns.get(index).name(), fields.get(position));
      }
    }
    return columns.stream()
        .flatMap(column -> column.condition.stream())
        .allMatch(condition -> condition.holds(row));
  }

  private int ellipsis() {
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name.equals(ELLIPSIS)) {
        return index;
      }
    }
    return -1;
  }

  private static void put(ObjectNode row, String name, String text) {
    if (NUMBER.matcher(text).matches()) {
      row.put(name, new BigDecimal(text));
    } else {
      row.put(name, text);
    }
  }

  private List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    Matcher matcher = FIELD.matcher(line);
    while (matcher.find()) {
      if (ellipsis() < 0 && fields.size() == columns.size() - 1 && !isLast(matcher, line)) {
        fields.add(line.substring(matcher.start()));
        return fields;
      }
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          fields.add(matcher.group(group));
        }
      }
    }
    return fields;
  }

  private static boolean isLast(Matcher matcher, String line) {
    return line.substring(matcher.end()).isBlank();
  }
}
