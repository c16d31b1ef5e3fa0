package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Language;
import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.NameBuffer;

/**
 * Frames of .NET:
 *
 * <pre>
 * at Acme.Orders.OrderService.Place(Order order) in /src/OrderService.cs:line 42
 * at Acme.Orders.OrderService.&lt;PlaceAsync>d__5.MoveNext()
 * at Acme.Orders.OrderService.&lt;>c__DisplayClass3_0.&lt;Place>b__0(Item item)
 * </pre>
 */
final class DotNetFrame {

  private static final byte[] LAMBDA_METHOD = Bytes.ascii("lambda_method");

  private DotNetFrame() {}

  /**
   * Reads a frame.
   *
   * @param open where the parameters begin
   * @return whether it is one, and not a sentence that begins with "at"
   */
  static boolean read(byte[] bytes, int start, int open, Frame frame) {
    boolean named = Bytes.lastIndexOf(bytes, '.', start, open) >= 0;
    if ((!named && !isGenerated(bytes, start, open))
        || Bytes.indexOf(bytes, ' ', start, open) < open) {
      return false;
    }
    frame.set(Language.DOTNET, start, open);
    return true;
  }

  private static boolean isGenerated(byte[] bytes, int start, int end) {
    return Bytes.startsWith(bytes, start, end, LAMBDA_METHOD); // lambda_method12
  }

  static Origin origin(byte[] bytes, int start, int end) {
    return isGenerated(bytes, start, end)
        ? Origin.RUNTIME
        : KnownPackages.DOTNET.origin(bytes, start, end);
  }

  /**
   * Writes a name without type parameters. A part in angle brackets names the method for which the
   * compiler wrote a class; what follows it is the compiler's.
   */
  static void writeName(byte[] bytes, int start, int end, NameBuffer name) {
    int part = start;
    while (part < end) {
      int next = partEnd(bytes, part, end);
      int inner = part;
      while (inner < next && bytes[inner] == '<') {
        inner++;
      }
      int innerEnd = inner > part ? Bytes.indexOf(bytes, '>', inner, next) : next;
      if (innerEnd > inner) {
        if (name.length() > 0) {
          name.append('.');
        }
        writeWithoutTypeParameters(bytes, inner, innerEnd, name);
        if (inner > part) {
          return;
        }
      }
      part = next + 1;
    }
  }

  /** The next dot, or plus sign of a nested class, that is not within angle or square brackets. */
  private static int partEnd(byte[] bytes, int start, int end) {
    int depth = 0;
    int at = start;
    while (at < end && (depth > 0 || (bytes[at] != '.' && bytes[at] != '+'))) {
      if (bytes[at] == '<' || bytes[at] == '[') {
        depth++;
      } else if (bytes[at] == '>' || bytes[at] == ']') {
        depth--;
      }
      at++;
    }
    return at;
  }

  private static void writeWithoutTypeParameters(
      byte[] bytes, int start, int end, NameBuffer name) {
    int at = start;
    while (at < end && bytes[at] != '`' && bytes[at] != '[') {
      at++;
    }
    name.append(bytes, start, at);
  }
}
