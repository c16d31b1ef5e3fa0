package dev.logferry.api.logging;

import co.elastic.logging.JsonUtils;
import dev.logferry.api.logging.MemberNames.Name;
import java.util.HashSet;
import java.util.Set;

/** Adds members to the object that a line is. Each name comes once, the first counts. */
final class Members {

  private static final int USUAL_MEMBERS = 32;

  private final StringBuilder line;
  private final CutText cut;
  private final MemberNames names;
  private final Set<String> written = HashSet.newHashSet(USUAL_MEMBERS);

  /** What the line takes in UTF-8 beyond a byte for each character. */
  private int moreBytes;

  /** On a line that ends with a comma. */
  Members(StringBuilder line, CutText cut, MemberNames names) {
    this.line = line;
    this.cut = cut;
    this.names = names;
    moreBytes = CutText.utf8Bytes(line, 0, line.length()) - line.length();
  }

  /** What the line takes up to here in UTF-8. */
  int bytes() {
    return line.length() + moreBytes;
  }

  /** A text of the encoder's own, cut if it is too long. */
  void text(String name, String text, int maxBytes) {
    if (written.add(name)) {
      start(Name.of(name));
      quote(name, text, maxBytes);
      line.append(',');
    }
  }

  /** Anybody's value of any kind; numbers and truth values stay what they are. */
  void value(String key, Object value, int maxBytes) {
    Name name = names.of(key);
    if (written.add(name.text())) {
      start(name);
      write(name.text(), value, maxBytes);
      line.append(',');
    }
  }

  private void write(String name, Object value, int maxBytes) {
    switch (value) {
      case String text -> quote(name, text, maxBytes);
      case Long _, Integer _, Short _, Byte _, Boolean _ -> line.append(value);
      case Double number when Double.isFinite(number) -> line.append(value);
      case Float number when Float.isFinite(number) -> line.append(value);
      case Iterable<?> elements when !name.startsWith(MemberNames.LABELS) ->
          writeAll(name, elements, maxBytes);
      default -> quote(name, asText(value), maxBytes);
    }
  }

  private void writeAll(String name, Iterable<?> elements, int maxBytes) {
    line.append('[');
    int start = line.length();
    int end = bytes() + maxBytes;
    for (Object element : elements) {
      int left = end - bytes();
      if (left <= 0) {
        cut.noteCut(name);
        break;
      }
      line.append(line.length() == start ? "" : ",");
      quote(name, asText(element), left);
    }
    line.append(']');
  }

  private static String asText(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) {
      return "(a %s that can't be written: %s)".formatted(value.getClass().getName(), e.getClass());
    }
  }

  private void start(Name name) {
    line.append(name.member());
    moreBytes += name.moreBytes();
  }

  private void quote(String name, String text, int maxBytes) {
    if (CutText.isPlain(text, maxBytes)) {
      plain(text);
    } else {
      escaped(cut.fit(name, text, maxBytes));
    }
  }

  private void plain(String text) {
    line.append('"').append(text).append('"');
  }

  private void escaped(String fit) {
    line.append('"');
    int start = line.length();
    JsonUtils.quoteAsString(fit, line);
    moreBytes += CutText.utf8Bytes(line, start, line.length()) - (line.length() - start);
    line.append('"');
  }
}
