package dev.logferry.forwarder.json;

import java.io.IOException;

/** A stream holds more than it may, so that a small payload cannot fill the memory. */
public final class CapExceeded extends IOException {

  private static final long serialVersionUID = 1;

  public CapExceeded(long limitBytes) {
    super("more than " + limitBytes + " bytes");
  }
}
