package dev.logferry.deployment.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Metric math, as far as it is used here: arithmetic, comparisons, {@code AND}, {@code IF}, {@code
 * FILL}, and {@code SUM} and {@code MAX} of several series. A period without data in one operand
 * has none in the result; {@code SUM} and {@code MAX} leave it out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Using
 *     math expressions</a>
 */
final class MetricMath {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|[<>]=?|==|[-+*/(),\\[\\]])");

  private final List<String> tokens = new ArrayList<>();
  private final Function<String, Series> byId;
  private final List<Series> metrics;
  private final int periods;
  private int next;

  private MetricMath(
      String expression, Function<String, Series> byId, List<Series> metrics, int periods) {
    Matcher token = TOKEN.matcher(expression);
    int end = 0;
    while (token.find() && token.start() == end) {
      tokens.add(token.group(1));
      end = token.end();
    }
    if (end != expression.stripTrailing().length()) {
      throw new IllegalArgumentException("not understood: " + expression.substring(end));
    }
    this.byId = byId;
    this.metrics = metrics;
    this.periods = periods;
  }

  /**
   * The result of an expression.
   *
   * @param byId the other members of the alarm's Metrics
   * @param metrics what {@code METRICS()} stands for
   */
  static Series evaluate(
      String expression, Function<String, Series> byId, List<Series> metrics, int periods) {
    MetricMath math = new MetricMath(expression, byId, metrics, periods);
    Series result = math.conjunction();
    if (math.next < math.tokens.size()) {
      throw new IllegalArgumentException("not understood from " + math.tokens.get(math.next));
    }
    return result;
  }

  private Series conjunction() {
    Series left = comparison();
    while (takes("AND")) {
      left = combined(left, comparison(), (a, b) -> a != 0 && b != 0 ? 1 : 0);
    }
    return left;
  }

  private Series comparison() {
    Series left = sum();
    if (takes(">")) {
      return combined(left, sum(), (a, b) -> a > b ? 1 : 0);
    }
    return takes("<") ? combined(left, sum(), (a, b) -> a < b ? 1 : 0) : left;
  }

  private Series sum() {
    Series left = product();
    while (true) {
      if (takes("+")) {
        left = combined(left, product(), Double::sum);
      } else if (takes("-")) {
        left = combined(left, product(), (a, b) -> a - b);
      } else {
        return left;
      }
    }
  }

  private Series product() {
    Series left = operand();
    while (true) {
      if (takes("*")) {
        left = combined(left, operand(), (a, b) -> a * b);
      } else if (takes("/")) {
        left = combined(left, operand(), (a, b) -> b == 0 ? Series.NO_DATA : a / b);
      } else {
        return left;
      }
    }
  }

  private Series operand() {
    String token = tokens.get(next++);
    if (Character.isDigit(token.charAt(0))) {
      double value = Double.parseDouble(token);
      return new Series(IntStream.range(0, periods).mapToDouble(_ -> value).toArray());
    }
    return switch (token) {
      case "(" -> {
        Series inner = conjunction();
        expect(")");
        yield inner;
      }
      case "SUM" -> across(list(), Double::sum);
      case "MAX" -> across(list(), Math::max);
      case "FILL" -> filled();
      case "IF" -> conditional();
      case "ABS" -> {
        expect("(");
        Series inner = conjunction();
        expect(")");
        yield combined(inner, inner, (a, _) -> Math.abs(a));
      }
      default -> byId.apply(token);
    };
  }

  private List<Series> list() {
    expect("(");
    List<Series> list = new ArrayList<>();
    if (takes("METRICS")) {
      expect("(");
      expect(")");
      list.addAll(metrics);
    } else if (takes("FILL")) { // of a list: FILL(METRICS(), 0)
      list.addAll(list().stream().map(one -> filled(one, 0)).toList());
    } else {
      expect("[");
      do {
        list.add(conjunction());
      } while (takes(","));
      expect("]");
    }
    if (takes(",")) {
      next++; // the value of FILL
    }
    expect(")");
    return list;
  }

  private Series filled() {
    expect("(");
    Series series = conjunction();
    expect(",");
    double value = Double.parseDouble(tokens.get(next++));
    expect(")");
    return filled(series, value);
  }

  /** A metric that has never had a data point stays without any. */
  private static Series filled(Series series, double value) {
    return series.hasNoData() ? series : series.filled(value);
  }

  private Series conditional() {
    expect("(");
    Series condition = conjunction();
    expect(",");
    Series yes = conjunction();
    expect(",");
    Series no = conjunction();
    expect(")");
    return each(
        ago ->
            Double.isNaN(condition.ago(ago))
                ? Series.NO_DATA
                : condition.ago(ago) != 0 ? yes.ago(ago) : no.ago(ago));
  }

  private Series combined(Series left, Series right, DoubleBinaryOperator operator) {
    return each(
        ago ->
            Double.isNaN(left.ago(ago)) || Double.isNaN(right.ago(ago))
                ? Series.NO_DATA
                : operator.applyAsDouble(left.ago(ago), right.ago(ago)));
  }

  private Series across(List<Series> list, DoubleBinaryOperator operator) {
    return each(
        ago ->
            list.stream()
                .mapToDouble(one -> one.ago(ago))
                .filter(value -> !Double.isNaN(value))
                .reduce(operator)
                .orElse(Series.NO_DATA));
  }

  private Series each(Function<Integer, Double> valueAgo) {
    return new Series(
        IntStream.range(0, periods).mapToDouble(i -> valueAgo.apply(periods - 1 - i)).toArray());
  }

  private boolean takes(String token) {
    boolean there = next < tokens.size() && tokens.get(next).equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException("%s expected at %d of %s".formatted(token, next, tokens));
    }
  }
}
