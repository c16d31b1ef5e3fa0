/** Reads events of CloudWatch Logs by its API, and saves how far a command has come. */
@NullMarked
package dev.logferry.cli.cloudwatch;

import org.jspecify.annotations.NullMarked;
