/** Where an event came from: the fields that CloudWatch knows and a line does not. */
@NullMarked
package dev.logferry.forwarder.document.origin;

import org.jspecify.annotations.NullMarked;
