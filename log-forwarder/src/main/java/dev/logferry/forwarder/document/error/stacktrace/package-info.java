/**
 * Reads stack traces of Java, Python, Node, Go and .NET, as they are or after a log line.
 *
 * <p>{@link dev.logferry.forwarder.document.error.stacktrace.StackTraceReader} is the entry. Adding
 * a language means a class that reads its frames, beside {@code JavaFrame}, and the beginnings of
 * its lines in {@code LineKind}.
 */
@NullMarked
package dev.logferry.forwarder.document.error.stacktrace;

import org.jspecify.annotations.NullMarked;
