/** The operator's and developer's command {@code logferry}: one class for each subcommand. */
@NullMarked
package dev.logferry.cli;

import org.jspecify.annotations.NullMarked;
