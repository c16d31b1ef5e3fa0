package dev.logferry.api.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A stack trace as a text that takes no more bytes than it may. What has to go goes in this order:
 * the frames far from where it happened, in each throwable alike; the ends of long messages; the
 * throwables in the middle of a long chain. The first and the last, the root cause, stay.
 */
final class StackTraceText {

  private static final int ENOUGH_FRAMES = 8;
  private static final int FEWEST_FRAMES = 2;
  private static final int MAX_MESSAGE_BYTES = 1_500;
  private static final int SHORT_MESSAGE_BYTES = 200;
  private static final int SECTIONS_AT_EACH_END = 2;

  private final List<StackTraceSection> sections;
  private final int maxBytes;

  StackTraceText(IThrowableProxy thrown, int maxBytes) {
    this.sections = StackTraceSection.of(thrown);
    this.maxBytes = maxBytes;
  }

  /**
   * The text.
   *
   * @param cut noted in it is whether something had to go
   */
  String fit(String name, CutText cut) {
    String whole = rendered(sections, Integer.MAX_VALUE, MAX_MESSAGE_BYTES);
    if (!isOver(whole) && !whole.contains(CutText.MARK)) {
      return whole;
    }
    cut.noteCut(name);
    return withMostFrames(ENOUGH_FRAMES, MAX_MESSAGE_BYTES)
        .or(() -> withMostFrames(FEWEST_FRAMES, SHORT_MESSAGE_BYTES))
        .orElseGet(() -> CutText.fit(ends(), maxBytes));
  }

  /** With as many frames of each throwable as there is room for; empty if too few. */
  private Optional<String> withMostFrames(int fewest, int messageBytes) {
    Optional<String> fitting = Optional.empty();
    int least = fewest;
    int most = Math.max(fewest, mostFrames());
    while (least <= most) {
      int middle = (least + most) / 2;
      String text = rendered(sections, middle, messageBytes);
      if (isOver(text)) {
        most = middle - 1;
      } else {
        least = middle + 1;
        fitting = Optional.of(text);
      }
    }
    return fitting;
  }

  private int mostFrames() {
    return sections.stream().mapToInt(StackTraceSection::ownFrames).max().orElse(0);
  }

  private boolean isOver(String text) {
    return CutText.jsonBytes(text) > maxBytes;
  }

  /** The first and the last throwables. */
  private String ends() {
    int skipped = sections.size() - 2 * SECTIONS_AT_EACH_END;
    if (skipped <= 0) {
      return rendered(sections, 0, SHORT_MESSAGE_BYTES);
    }
    return rendered(sections.subList(0, SECTIONS_AT_EACH_END), 2, SHORT_MESSAGE_BYTES)
        + "... %d throwables cut\n".formatted(skipped)
        + rendered(
            sections.subList(sections.size() - SECTIONS_AT_EACH_END, sections.size()),
            2,
            SHORT_MESSAGE_BYTES);
  }

  /** The text, or its beginning as soon as that is too long. */
  private String rendered(List<StackTraceSection> shown, int frames, int messageBytes) {
    StringBuilder text = new StringBuilder();
    for (StackTraceSection section : shown) {
      if (text.length() > maxBytes) {
        return text.toString();
      }
      append(text, section, frames, messageBytes);
    }
    return text.toString();
  }

  private void append(StringBuilder text, StackTraceSection section, int frames, int messageBytes) {
    text.append(section.head(messageBytes));
    int shown = Math.min(frames, section.ownFrames());
    IntStream.range(0, shown)
        .takeWhile(_ -> text.length() <= maxBytes)
        .forEach(index -> text.append(section.frame(index)));
    text.append(section.rest(shown));
  }
}
