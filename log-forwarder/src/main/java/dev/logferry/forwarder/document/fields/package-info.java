/** The fields of a document under construction: placed once, never overwritten, written once. */
@NullMarked
package dev.logferry.forwarder.document.fields;

import org.jspecify.annotations.NullMarked;
