/** UTF-8 text as bytes: slices, searches, and masks for what varies. */
@NullMarked
package dev.logferry.forwarder.document.error.text;

import org.jspecify.annotations.NullMarked;
