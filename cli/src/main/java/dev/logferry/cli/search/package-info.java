/** A search as the analyst, and its hits as a table or as JSON lines. */
@NullMarked
package dev.logferry.cli.search;

import org.jspecify.annotations.NullMarked;
