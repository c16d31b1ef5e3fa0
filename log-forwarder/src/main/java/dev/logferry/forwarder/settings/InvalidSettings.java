package dev.logferry.forwarder.settings;

import java.util.List;

/** The environment does not make valid settings. Its message lists every problem. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidSettings(List<String> problems) {
    super("invalid settings:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each of them, as a sentence. */
  public List<String> problems() {
    return problems;
  }
}
