/**
 * Turns the lines of a file into the events that CloudWatch Logs would make of them: text, time,
 * id.
 */
@NullMarked
package dev.logferry.cli.events;

import org.jspecify.annotations.NullMarked;
