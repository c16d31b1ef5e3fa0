package dev.logferry.deployment;

import java.util.List;

/** Which of the functions run the forwarder. */
final class Functions {

  private Functions() {}

  /** All but a stack's helpers, such as the one that runs a migration. */
  static List<Resource> ofOurs(Stack stack) {
    return stack
        .ofType("AWS::Lambda::Function")
        .filter(function -> function.text("/Handler").startsWith("dev.logferry."))
        .toList();
  }
}
