/** Generates the parts of {@code docs/ANALYSTS.md} that repeat what the pack contains. */
@NullMarked
package dev.logferry.analystpack.page;

import org.jspecify.annotations.NullMarked;
