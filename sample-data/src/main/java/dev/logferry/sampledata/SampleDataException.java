package dev.logferry.sampledata;

import java.io.Serial;

/** Sample data could not be loaded; the message says why and what to do. */
public final class SampleDataException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  SampleDataException(String message, Throwable cause) {
    super(message, cause);
  }

  SampleDataException(String message) {
    super(message);
  }
}
