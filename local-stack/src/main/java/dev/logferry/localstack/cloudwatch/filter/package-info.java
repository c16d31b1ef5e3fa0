/**
 * CloudWatch Logs' filter patterns, evaluated as far as they are documented. AWS's own answer is
 * {@code aws logs test-metric-filter}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
 *     pattern syntax</a>
 */
@NullMarked
package dev.logferry.localstack.cloudwatch.filter;

import org.jspecify.annotations.NullMarked;
