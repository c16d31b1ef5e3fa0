package dev.logferry.api.settings;

import java.io.Serial;
import java.util.List;

/** The environment can't be worked with; the message lists everything that is wrong with it. */
public final class InvalidSettings extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  InvalidSettings(List<String> problems) {
    super("wrong settings:\n- " + String.join("\n- ", problems));
  }
}
