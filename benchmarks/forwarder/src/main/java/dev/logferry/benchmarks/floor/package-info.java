/** Handlers to compare the forwarder with, and one that measures another. */
@NullMarked
package dev.logferry.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
