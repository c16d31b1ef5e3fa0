/**
 * Output to a terminal: error messages, progress, text that cannot control the terminal, widths.
 */
@NullMarked
package dev.logferry.cli.terminal;

import org.jspecify.annotations.NullMarked;
