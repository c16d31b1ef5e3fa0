/**
 * Where the running local stack is: the file that {@code up} writes and the other commands read.
 */
@NullMarked
package dev.logferry.cli.stack;

import org.jspecify.annotations.NullMarked;
