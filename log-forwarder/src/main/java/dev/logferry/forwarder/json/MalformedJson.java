package dev.logferry.forwarder.json;

import java.io.IOException;

/** A stream is not the JSON that it should be. The message never holds its content. */
public final class MalformedJson extends IOException {

  private static final long serialVersionUID = 1;

  private MalformedJson(String message) {
    super(message);
  }

  public static MalformedJson truncated() {
    return new MalformedJson("the decompressed payload is truncated JSON");
  }

  static MalformedJson invalidAt(long offset) {
    return new MalformedJson(
        "the decompressed payload is not valid JSON (near byte " + offset + ")");
  }

  static MalformedJson beyondLimitsAt(long offset) {
    return new MalformedJson(
        "the payload breaks a limit of the JSON reader (one string or number is too long, or it is nested too deeply) (near byte "
            + offset
            + ")");
  }
}
