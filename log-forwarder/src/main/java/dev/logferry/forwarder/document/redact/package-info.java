/**
 * Redaction: takes out of a line what must not leave AWS in clear, before anything is made of it.
 */
@NullMarked
package dev.logferry.forwarder.document.redact;

import org.jspecify.annotations.NullMarked;
