package dev.logferry.forwarder;

import java.time.Duration;

/** The time that an invocation has. Given from outside, so that tests need not wait. */
public interface InvocationTime {

  /** What is left for sending and waiting; zero or negative when it is spent. */
  Duration remaining();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is asked to stop
   */
  void pause(Duration duration) throws InterruptedException;
}
