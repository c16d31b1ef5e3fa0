/** What an invocation tells the operator: one structured summary, never a document's content. */
@NullMarked
package dev.logferry.forwarder.report;

import org.jspecify.annotations.NullMarked;
