/**
 * A log file as CloudWatch Logs would hand it over: lines to events, events to payloads, payloads
 * to invocations.
 */
@NullMarked
package dev.logferry.cli.ship;

import org.jspecify.annotations.NullMarked;
