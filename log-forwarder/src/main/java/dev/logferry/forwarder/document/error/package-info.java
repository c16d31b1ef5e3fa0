/**
 * Groups errors: finds stack traces in text, reads them in five languages' forms, and gives each
 * error a key that stays the same however often, and on whichever machine, it happens.
 *
 * <p>{@link dev.logferry.forwarder.document.error.ErrorFinder} and {@link
 * dev.logferry.forwarder.document.error.ErrorGrouping} are the entries. Everything works on UTF-8
 * bytes, reads each byte a bounded number of times, and allocates only what it returns.
 */
@NullMarked
package dev.logferry.forwarder.document.error;

import org.jspecify.annotations.NullMarked;
