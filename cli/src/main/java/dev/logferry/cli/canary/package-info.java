/** Sends a line through the real route at intervals and measures when it can be searched. */
@NullMarked
package dev.logferry.cli.canary;

import org.jspecify.annotations.NullMarked;
