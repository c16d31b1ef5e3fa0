/** Builds what CloudWatch Logs sends, for the tests of all modules. */
@NullMarked
package dev.logferry.forwarder.testing;

import org.jspecify.annotations.NullMarked;
