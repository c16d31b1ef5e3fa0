/**
 * What a person at a terminal reads: failures as sentences, text that cannot drive the terminal,
 * widths.
 */
@NullMarked
package dev.logferry.cli.terminal;

import org.jspecify.annotations.NullMarked;
