package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.json.Utf8;

/**
 * An error found in a text: slices of that text, each {@link Utf8#EMPTY} if the text does not say.
 *
 * @param type the outermost exception's type, for {@code error.type}
 * @param message the outermost exception's message, for {@code error.message}
 * @param stackTrace from the beginning of the stack trace to the end of the text, for {@code
 *     error.stack_trace}; empty if there is only a type and a message
 */
public record FoundError(Utf8 type, Utf8 message, Utf8 stackTrace) {}
