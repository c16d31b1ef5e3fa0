/** What forwarding costs. */
@NullMarked
package dev.logferry.cli.cost;

import org.jspecify.annotations.NullMarked;
