package dev.logferry.forwarder;

import java.util.ArrayList;
import java.util.List;

/** Collects what went wrong, of which there may be thousands, and tells the first of it. */
final class Problems {

  private static final int TOLD = 10;

  private final List<String> told = new ArrayList<>();
  private int more;

  void add(String problem) {
    if (told.size() < TOLD) {
      told.add(problem);
    } else {
      more++;
    }
  }

  /** One text; empty if nothing went wrong. */
  String text() {
    String text = String.join("; ", told);
    return more == 0 ? text : text + "; and " + more + " more";
  }
}
