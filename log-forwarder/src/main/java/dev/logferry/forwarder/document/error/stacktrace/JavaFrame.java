package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.NameBuffer;

/**
 * Frames of Java and of what else runs on its machine:
 *
 * <pre>
 * at com.acme.OrderService.place(OrderService.java:42)
 * at app//com.acme.OrderService.lambda$place$0(OrderService.java:43) ~[shop.jar:1.2]
 * at com.acme.OrderService$place$1.invokeSuspend(OrderService.kt:12)
 * </pre>
 */
final class JavaFrame {

  private static final byte[] NATIVE_METHOD = Bytes.ascii("Native Method");
  private static final byte[] UNKNOWN_SOURCE = Bytes.ascii("Unknown Source");

  /** How begins what proxies and the like add to a class's name. */
  private static final byte[][] GENERATED = {
    Bytes.ascii("$Proxy"),
    Bytes.ascii("$$Lambda"),
    Bytes.ascii("$$Enhancer"),
    Bytes.ascii("$$FastClass"),
    Bytes.ascii("$$SpringCGLIB"),
    Bytes.ascii("$$KeyFactory"),
    Bytes.ascii("$$_"),
    Bytes.ascii("$HibernateProxy"),
    Bytes.ascii("$ByteBuddy"),
    Bytes.ascii("$MockitoMock"),
  };

  /** Parts between dollar signs that a compiler put there. */
  private static final byte[][] COMPILERS_PARTS = {
    Bytes.ascii("lambda"), Bytes.ascii("anonfun"), Bytes.ascii("access"), Bytes.ascii("inlined"),
  };

  private JavaFrame() {}

  /** Whether the text in parentheses is a Java frame's source, and not .NET's parameters. */
  static boolean isSourceWithBlank(byte[] bytes, int start, int end) {
    return Bytes.startsWith(bytes, start, end, NATIVE_METHOD)
        || Bytes.startsWith(bytes, start, end, UNKNOWN_SOURCE);
  }

  static Origin origin(byte[] bytes, int start, int end) {
    boolean generated =
        bytes[end + 1] == '<' // (<generated>)
            || Bytes.isDigit(bytes[start]) // a hidden class: OrderService$$Lambda/0x7f3c.run
            || isGenerated(bytes, start, end);
    return generated ? Origin.RUNTIME : KnownPackages.JAVA.origin(bytes, start, end);
  }

  private static boolean isGenerated(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] == '$') {
        for (byte[] beginning : GENERATED) {
          if (Bytes.startsWith(bytes, at, end, beginning)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Writes {@code com.acme.OrderService.place} for each of the frames in the example above. */
  static void writeName(byte[] bytes, int start, int end, NameBuffer name) {
    int dot = Math.max(start, Bytes.lastIndexOf(bytes, '.', start, end));
    int className = Math.max(start, Bytes.lastIndexOf(bytes, '.', start, dot) + 1);
    name.append(bytes, start, className);
    if (!writeClass(bytes, className, dot, name)) {
      name.append('.');
      writeMethod(bytes, Math.min(dot + 1, end), end, name);
    }
  }

  /**
   * Writes a class without numbers of anonymous classes. Kotlin, Scala and Clojure name a lambda's
   * class after the method that it is in: {@code OrderService$place$1}.
   *
   * @return whether the class named the method, too
   */
  private static boolean writeClass(byte[] bytes, int start, int end, NameBuffer name) {
    int part = Bytes.indexOf(bytes, '$', start, end);
    name.append(bytes, start, part);
    while (part < end) {
      int next = Bytes.indexOf(bytes, '$', part + 1, end);
      if (!isCompilersPart(bytes, part + 1, next)) {
        boolean method = Bytes.isLowerCase(bytes[part + 1]);
        name.append(method ? '.' : '$');
        name.append(bytes, part + 1, next);
        if (method) {
          return true;
        }
      }
      part = next;
    }
    return false;
  }

  /**
   * Writes {@code place} for {@code lambda$place$0}, {@code place$default}, {@code access$place}.
   */
  private static void writeMethod(byte[] bytes, int start, int end, NameBuffer name) {
    int part = start;
    while (part < end) {
      int next = Bytes.indexOf(bytes, '$', part, end);
      if (!isCompilersPart(bytes, part, next)) {
        name.append(bytes, part, next);
        return;
      }
      part = next + 1;
    }
    name.append(bytes, start, Bytes.indexOf(bytes, '$', start, end));
  }

  private static boolean isCompilersPart(byte[] bytes, int start, int end) {
    if (start >= end || Bytes.isDigit(bytes[start])) {
      return true;
    }
    for (byte[] part : COMPILERS_PARTS) {
      if (end - start == part.length && Bytes.startsWith(bytes, start, end, part)) {
        return true;
      }
    }
    return false;
  }
}
