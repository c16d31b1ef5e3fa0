/** Times as log lines write them, read from bytes and written to bytes. */
@NullMarked
package dev.logferry.forwarder.document.time;

import org.jspecify.annotations.NullMarked;
