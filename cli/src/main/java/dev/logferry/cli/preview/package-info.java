/** What the forwarder would make of a line, without sending it. */
@NullMarked
package dev.logferry.cli.preview;

import org.jspecify.annotations.NullMarked;
