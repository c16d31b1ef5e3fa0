/** {@code logferry demo}: the way of a log line, once, with an outage. */
@NullMarked
package dev.logferry.cli.demo;

import org.jspecify.annotations.NullMarked;
