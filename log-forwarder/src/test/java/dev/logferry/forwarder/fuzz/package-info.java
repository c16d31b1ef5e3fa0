/**
 * Inputs made from numbers, and what must hold for each. Used by the fuzz tests of both modules.
 */
@NullMarked
package dev.logferry.forwarder.fuzz;

import org.jspecify.annotations.NullMarked;
