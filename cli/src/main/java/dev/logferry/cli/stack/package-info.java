/** The local stack: the options that start it, and the files by which other commands find it. */
@NullMarked
package dev.logferry.cli.stack;

import org.jspecify.annotations.NullMarked;
