package dev.logferry.benchmarks.jmh;

/** Stack traces of a given size: the application's frames, and about twice as many of libraries. */
final class StackTraces {

  private static final String[] WORDS = {
    "place", "reserve", "quote", "charge", "ship", "refund", "audit", "notify", "render", "cancel"
  };

  /** In each frame, a word for a method's name, and a number for the line. */
  private static final String[] JAVA = {
    "\tat com.acme.shop.orders.OrderService.%s(OrderService.java:%d)\n",
    "\tat org.springframework.transaction.interceptor.TransactionInterceptor.%s(TransactionInterceptor.java:%d)\n",
    "\tat com.acme.shop.orders.OrderService$$SpringCGLIB$$0.%s(<generated>)\n",
    "\tat com.acme.shop.orders.OrderController.%s(OrderController.java:%d)\n",
    "\tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.%s(DirectMethodHandleAccessor.java:%d)\n",
    "\tat java.base/java.lang.reflect.Method.%s(Method.java:%d)\n",
    "\tat org.springframework.web.servlet.DispatcherServlet.%s(DispatcherServlet.java:%d)\n",
    "\tat org.apache.catalina.core.ApplicationFilterChain.%s(ApplicationFilterChain.java:%d)\n",
    "\tat org.springframework.security.web.FilterChainProxy.%s(FilterChainProxy.java:%d)"
        + " ~[spring-security-web-6.5.1.jar:6.5.1]\n",
    "\tat org.apache.tomcat.util.net.NioEndpoint$SocketProcessor.%s(NioEndpoint.java:%d)\n"
  };

  private static final String[] PYTHON = {
    """
      File "/usr/lib/python3.12/site-packages/django/core/handlers/base.py", line %2$d, in %1$s_response
        response = wrapped_callback(request, *callback_args, **callback_kwargs)
    """,
    """
      File "/usr/lib/python3.12/contextlib.py", line %2$d, in %1$s
        return func(*args, **kwds)
    """,
    """
      File "/srv/shop/orders/views.py", line %2$d, in %1$s
        return service.%1$s(request.order)
    """
  };
  private static final String[] NODE = {
    "    at OrderService.%s (/srv/shop/dist/orders/service.js:%d:13)\n",
    "    at Layer.%s [as handle_request]"
        + " (/srv/shop/node_modules/express/lib/router/layer.js:%d:5)\n",
    "    at process.%s (node:internal/process/task_queues:%d:5)\n"
  };

  private static final String[] GO = {
    """
    example.com/shop/orders.(*Service).%s(0xc0000b4000, {0x4b5e3a, 0x5})
    \t/srv/shop/orders/service.go:%d +0x1d
    """,
    """
    github.com/gin-gonic/gin.(*Context).%s(0xc0002a6100)
    \t/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:%d +0x2b
    """,
    """
    net/http.(*conn).%s(0xc0001b2000, {0x8f1e60, 0xc00011a0f0})
    \t/usr/local/go/src/net/http/server.go:%d +0x8f5
    """
  };

  private static final String[] DOTNET = {
    "   at Acme.Shop.Orders.OrderService.%s(Order order) in /src/Orders/OrderService.cs:line %d\n",
    "   at Microsoft.AspNetCore.Mvc.Infrastructure.ActionMethodExecutor.%s(ObjectMethodExecutor executor)\n",
    "   at System.Runtime.CompilerServices.TaskAwaiter.%s(Task task)\n"
  };

  private StackTraces() {}

  /** The stack trace of a number: another one has other numbers in it. */
  static String of(String language, int number, int bytes) {
    return switch (language) {
      case "java" ->
          filled(
                  "com.acme.shop.orders.OrderRefused: order %d was refused\n",
                  JAVA, number, bytes / 2)
              + filled(
                  "Caused by: java.net.SocketTimeoutException: no answer after %d ms\n",
                  JAVA, number, bytes / 2)
              + "\t... 12 more\n";
      case "python" ->
          filled("Traceback (most recent call last):\n", PYTHON, number, bytes)
              + "orders.errors.OrderRefused: order %d was refused\n".formatted(number);
      case "node" -> filled("OrderRefused: order %d was refused\n", NODE, number, bytes);
      case "go" ->
          filled("panic: order %d was refused\n\ngoroutine 1 [running]:\n", GO, number, bytes);
      case "dotnet" ->
          filled("Acme.Shop.OrderRefused: order %d was refused\n", DOTNET, number, bytes);
      default -> throw new IllegalArgumentException("no stack traces of " + language);
    };
  }

  private static String filled(String head, String[] frames, int number, int bytes) {
    StringBuilder text = new StringBuilder(head.formatted(number));
    for (int i = 0; text.length() < bytes; i++) {
      text.append(frames[i % frames.length].formatted(WORDS[i / 2 % WORDS.length], number + i));
    }
    return text.toString();
  }
}
