/** The root of the command {@code logferry}; each subcommand is in a package below. */
@NullMarked
package dev.logferry.cli;

import org.jspecify.annotations.NullMarked;
