/**
 * {@code logferry ship}: packs events into payloads as CloudWatch Logs does, and invokes the
 * function with each.
 */
@NullMarked
package dev.logferry.cli.ship;

import org.jspecify.annotations.NullMarked;
