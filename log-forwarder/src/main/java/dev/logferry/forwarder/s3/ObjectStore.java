package dev.logferry.forwarder.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** The few things that the forwarder does with S3. Thread-safe. */
public interface ObjectStore {

  /**
   * Stores an object; returns only when it is stored.
   *
   * @param timeout how long that may take
   * @throws IOException if it may not be stored; the message names bucket and key
   */
  void put(String bucket, String key, byte[] content, Duration timeout) throws IOException;

  /**
   * Opens an object; the caller closes the stream.
   *
   * @throws java.io.FileNotFoundException if there is no such object
   * @throws IOException if it cannot be read; the message names bucket and key
   */
  InputStream open(String bucket, String key) throws IOException;

  /**
   * One page of the objects whose keys begin with a prefix, in the order of their keys.
   *
   * @param continuation from the page before; empty for the first page
   * @throws IOException if they cannot be listed; the message names bucket and prefix
   */
  ObjectPage list(String bucket, String prefix, Optional<String> continuation) throws IOException;

  /**
   * Deletes an object; does nothing if it is gone already.
   *
   * @throws IOException if it may still be there; the message names bucket and key
   */
  void delete(String bucket, String key) throws IOException;
}
