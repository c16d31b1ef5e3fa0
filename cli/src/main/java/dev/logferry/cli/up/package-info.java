/** {@code logferry up}: the whole system on this machine. */
@NullMarked
package dev.logferry.cli.up;

import org.jspecify.annotations.NullMarked;
