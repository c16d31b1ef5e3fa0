package dev.logferry.forwarder.settings;

import java.util.Optional;

/** The version of this forwarder, from its jar. */
public final class ForwarderVersion {

  private ForwarderVersion() {}

  /** Such as {@code 1.2.0}; {@code development} where it runs from classes. */
  public static String current() {
    return Optional.ofNullable(ForwarderVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
