package dev.logferry.deployment;

import java.util.List;

/** Which of the functions run the forwarder. */
final class Functions {

  private Functions() {}

  /** All but those of nested stacks, which are helpers of their own. */
  static List<Resource> ofOurs(Stack stack) {
    return stack
        .ofType("AWS::Lambda::Function")
        .filter(function -> !function.id().contains("/"))
        .toList();
  }
}
