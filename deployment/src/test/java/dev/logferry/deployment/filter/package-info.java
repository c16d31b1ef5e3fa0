/**
 * What of CloudWatch Logs' filter patterns is documented for JSON lines, evaluated. It is a test's:
 * nothing but a check needs to know in advance what CloudWatch will do, and AWS's own word is
 * {@code aws logs test-metric-filter}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
 *     pattern syntax</a>
 */
@NullMarked
package dev.logferry.deployment.filter;

import org.jspecify.annotations.NullMarked;
