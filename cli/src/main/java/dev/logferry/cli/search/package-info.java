/**
 * {@code logferry search}, {@code show} and {@code tail}: queries, and hits as a table or as JSON
 * lines.
 */
@NullMarked
package dev.logferry.cli.search;

import org.jspecify.annotations.NullMarked;
