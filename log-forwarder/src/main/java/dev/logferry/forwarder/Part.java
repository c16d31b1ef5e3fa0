package dev.logferry.forwarder;

import dev.logferry.forwarder.decode.Decoded;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What has to come again, or not, as a whole: the payload of a subscription, a Kinesis record, an
 * object.
 *
 * @param number which one of the invocation, from 0
 * @param decoded what it holds
 * @param original gives its bytes, to be kept as a dead letter if they cannot be read; empty if its
 *     sender keeps it when the invocation fails
 * @param name how it is called when it cannot be read; empty if there is but one
 */
public record Part(int number, Decoded decoded, Optional<Supplier<byte[]>> original, String name) {

  /** One without a name. */
  public Part(int number, Decoded decoded, Optional<Supplier<byte[]>> original) {
    this(number, decoded, original, "");
  }

  /** One that its sender keeps until it is settled. */
  public static Part keptBySender(int number, Decoded decoded) {
    return new Part(number, decoded, Optional.empty());
  }

  /** The same part, with a name. */
  public Part named(String newName) {
    return new Part(number, decoded, original, newName);
  }

  /** Says which part it is that something is wrong with. */
  String describes(String why) {
    return name.isEmpty() ? why : name + ": " + why;
  }
}
