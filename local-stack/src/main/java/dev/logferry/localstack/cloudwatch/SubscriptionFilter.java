package dev.logferry.localstack.cloudwatch;

import dev.logferry.localstack.cloudwatch.filter.FilterPattern;
import java.time.Instant;

/** A filter that a group has, as PutSubscriptionFilter set it. */
record SubscriptionFilter(
    String name, String pattern, FilterPattern parsed, String destinationArn, Instant created) {}
