package dev.logferry.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The documents of one event. Almost always one. */
final class StoredEvent {

  /**
   * How Elasticsearch names the indices behind a data stream.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/manage-data/data-store/data-streams#backing-indices">Backing
   *     indices</a>
   */
  private static final Pattern BACKING_INDEX =
      Pattern.compile("^\\.ds-(.+)-\\d{4}\\.\\d{2}\\.\\d{2}-\\d{6,}$");

  private final String logStream;
  private final List<Copy> copies = new ArrayList<>(1);
  private boolean degraded;
  private boolean seen;

  /** Where a document is. */
  record Copy(String index, String id) {

    /** The data stream of its index, or the index itself if it is of none. */
    String dataStream() {
      return BACKING_INDEX.matcher(index).replaceFirst("$1");
    }
  }

  StoredEvent(String logStream) {
    this.logStream = logStream;
  }

  void add(Copy copy, boolean isDegraded) {
    copies.add(copy);
    degraded |= isDegraded;
  }

  String logStream() {
    return logStream;
  }

  List<Copy> copies() {
    return copies;
  }

  boolean degraded() {
    return degraded;
  }

  /** Notes that CloudWatch has the event, and returns whether that was noted before. */
  boolean markSeen() {
    boolean before = seen;
    seen = true;
    return before;
  }

  boolean seen() {
    return seen;
  }
}
