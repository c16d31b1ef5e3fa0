package dev.logferry.forwarder.document.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.json.Utf8;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One error that happens a thousand times: with other ids, numbers, lines, proxies, lambdas, frames
 * of the runtime, builds, machines and depths of recursion each time.
 */
class OccurrencesTest {

  private static final int OCCURRENCES = 1_000;
  private static final long SEED = 4711;

  enum Template {
    JAVA(
        """
        com.acme.OrderFailed: order <number> of <uuid> failed at <number>
        \tat <loader>com.acme.OrderService.place(OrderService.java:<number>)<jar>
        \tat <loader>com.acme.OrderService.lambda$place$<number>(OrderService.java:<number>)<jar>
        \tat com.acme.OrderService$$Lambda/0x<hex>.run(Unknown Source)
        <reflection>
        \tat jdk.proxy<number>/jdk.proxy<number>.$Proxy<number>.place(Unknown Source)
        \tat com.acme.OrderService$$SpringCGLIB$$<number>.place(<generated>)
        \tat com.acme.OrderService$$EnhancerBySpringCGLIB$$<hex>.place(<generated>)
        \tat org.springframework.web.Dispatcher.doDispatch(Dispatcher.java:<number>)
        \tat com.acme.OrderController$<number>.run(OrderController.java:<number>)
        Caused by: java.lang.NumberFormatException: For input string: "<number>x"
        <reflection>
        \tat com.acme.Numbers.parse(Numbers.java:<number>)
        \t... <number> more
        """),
    PYTHON(
        """
        Traceback (most recent call last):
          File "/srv/releases/<number>/orders/views.py", line <number>, in place
            return stock.reserve(<number>)
          File "/usr/lib/python3.<number>/contextlib.py", line <number>, in inner
        <comprehension>
          File "/srv/releases/<number>/orders/stock.py", line <number>, in reserve
            raise OutOfStock(<number>)
        orders.stock.OutOfStock: <number> of <uuid>
        """),
    NODE(
        """
        OrderError: order <number> of <uuid> failed
            at OrderService.place (<root>/dist/orders.<hex>.js:<number>:<number>)
            at process.processTicksAndRejections (node:internal/process/task_queues:<number>:5)
            at async <receiver>handle (<root>/dist/main.<hex>.js:<number>:<number>)
        """),
    GO(
        """
        panic: stock of <uuid> is -<number>

        goroutine <number> [running]:
        panic({0x<hex>?, 0x<hex>?})
        \t/usr/local/go/src/runtime/panic.go:<number> +0x<hex>
        example.com/shop/orders.(*Service).Place(0x<hex>, {0x<hex>, 0x<number>})
        \t/home/<hex>/orders/service.go:<number> +0x<hex>
        example.com/shop/orders.Run.func<number>()
        \t/home/<hex>/orders/run.go:<number> +0x<hex>
        created by main.main in goroutine <number>
        \t/home/<hex>/main.go:<number> +0x<hex>
        """),
    DOTNET(
        """
        Acme.OrderFailed: order <number> of <uuid> failed
         ---> System.FormatException: '<number>x' is no number
           at System.Number.Parse<number>(String text)
           at Acme.Numbers.<>c__DisplayClass<number>_<number>.<Parse>b__<number>(String text)
           --- End of inner exception stack trace ---
           at Acme.OrderService.<PlaceAsync>d__<number>.MoveNext() in /src/<hex>.cs:line <number>
           at lambda_method<number>(Closure , Object )
        """),
    MESSAGE(
        "order <number> of customer <uuid> failed after <number>ms at 10.0.0.<number>:<number>");

    private final String text;

    Template(String text) {
      this.text = text;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_thousand_occurrences_have_one_key_and_one_name(Template template) {
    Random random = new Random(SEED);
    ErrorGrouping grouping = new ErrorGrouping();
    TreeSet<String> texts = new TreeSet<>();
    TreeSet<ErrorGroup> groups = new TreeSet<>(Comparator.comparing(ErrorGroup::toString));
    for (int i = 0; i < OCCURRENCES; i++) {
      String text = occurrence(template.text, random);
      texts.add(text);
      groups.add(grouping.group(error(template, text)));
    }

    assertThat(texts).hasSizeGreaterThan(OCCURRENCES * 9 / 10);
    assertThat(groups).as("seed %s", SEED).hasSize(1);
  }

  private static ErrorDetails error(Template template, String text) {
    Utf8 service = Utf8.of("shop");
    return template == Template.MESSAGE
        ? new ErrorDetails(service, Utf8.EMPTY, Utf8.EMPTY, Utf8.EMPTY, Utf8.EMPTY, Utf8.of(text))
        : new ErrorDetails(service, Utf8.EMPTY, Utf8.EMPTY, Utf8.of(text), Utf8.EMPTY, Utf8.EMPTY);
  }

  private static String occurrence(String template, Random random) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int close = template.indexOf('>', at);
      String varied =
          close < 0 || template.charAt(at) != '<' ? "" : template.substring(at, close + 1);
      String value = value(varied, random);
      text.append(value.isEmpty() ? template.charAt(at) : value);
      at += value.isEmpty() ? 1 : varied.length();
    }
    return text.toString().replace("<empty>", "");
  }

  private static String value(String name, Random random) {
    return switch (name) {
      case "<number>" -> Integer.toString(random.nextInt(1, 100_000));
      case "<uuid>" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "<hex>" -> "a7" + HexFormat.of().toHexDigits(random.nextInt());
      case "<loader>" -> oneOf(random, "<empty>", "app//", "shop@1." + random.nextInt(9) + "/");
      case "<jar>" -> oneOf(random, "<empty>", " ~[shop-1." + random.nextInt(9) + ".jar:?]");
      case "<root>" -> oneOf(random, "/app", "file:///srv/shop", "C:\\shop");
      case "<receiver>" -> oneOf(random, "<empty>", "Object.", "exports.");
      case "<comprehension>" ->
          oneOf(
              random,
              "  [Previous line repeated 3 more times]",
              "  File \"/app/orders/stock.py\", line 5, in <listcomp>",
              "    <genexpr>");
      case "<reflection>" ->
          oneOf(
              random,
              "\tat java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)",
              "\tat java.base/java.lang.reflect.Method.invoke(Method.java:"
                  + random.nextInt(9)
                  + ")",
              "\tat sun.reflect.GeneratedMethodAccessor"
                  + random.nextInt(999)
                  + ".invoke(Unknown Source)",
              "\tat java.base@25/java.util.Optional.map(Optional.java:260)");
      default -> "";
    };
  }

  private static String oneOf(Random random, String... values) {
    return List.of(values).get(random.nextInt(values.length));
  }
}
