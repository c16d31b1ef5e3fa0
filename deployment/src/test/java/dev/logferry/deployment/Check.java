package dev.logferry.deployment;

import java.util.List;
import java.util.function.Function;

/** Everything that is asked of a deployment. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is never changed
enum Check {
  METRICS(MetricCheck::problems),
  SETTINGS(SettingCheck::problems),
  FUNCTIONS(FunctionCheck::problems),
  SUBSCRIPTIONS(SubscriptionCheck::problems),
  POLICIES(PolicyCheck::problems),
  BUCKETS(BucketCheck::problems);

  private final Function<Stack, List<String>> problems;

  Check(Function<Stack, List<String>> problems) {
    this.problems = problems;
  }

  /** What is wrong; empty if nothing is. */
  List<String> problems(Stack stack) {
    return problems.apply(stack);
  }
}
