package dev.logferry.forwarder.decode;

/** A Lambda event is not what its route expects. The message says why, without any content. */
public final class MalformedEvent extends Exception {

  private static final long serialVersionUID = 1;

  public MalformedEvent(String message) {
    super(message);
  }
}
