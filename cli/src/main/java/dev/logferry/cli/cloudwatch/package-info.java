/** CloudWatch Logs, read by its API. */
@NullMarked
package dev.logferry.cli.cloudwatch;

import org.jspecify.annotations.NullMarked;
