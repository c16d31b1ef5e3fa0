/** The forwarder: one payload in, one balanced ledger out. */
@NullMarked
package dev.logferry.forwarder;

import org.jspecify.annotations.NullMarked;
