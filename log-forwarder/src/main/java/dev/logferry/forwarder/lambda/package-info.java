/** The entries that Lambda calls, and the wiring that builds everything once per cold start. */
@NullMarked
package dev.logferry.forwarder.lambda;

import org.jspecify.annotations.NullMarked;
