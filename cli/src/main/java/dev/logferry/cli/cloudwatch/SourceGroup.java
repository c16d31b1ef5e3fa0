package dev.logferry.cli.cloudwatch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A log group whose events are read.
 *
 * @param account that owns it, 12 digits
 * @param pattern which of its events are read; empty for all
 * @param patternSource where the pattern comes from, for a person
 * @param retentionDays how long CloudWatch keeps events; empty if for ever
 */
public record SourceGroup(
    String name,
    String account,
    Optional<String> pattern,
    String patternSource,
    OptionalInt retentionDays) {}
