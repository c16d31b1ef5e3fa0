/**
 * A Lambda on one machine: the real runtime interface client in a process of its own, fed by a
 * small Runtime API. It follows Lambda's life cycle (initialise, invoke, time out, start again),
 * its limits and its wording; it does not limit CPU, does not freeze the process between
 * invocations, and leaves the memory limit to the JVM's heap.
 */
@NullMarked
package dev.logferry.localstack.lambda;

import org.jspecify.annotations.NullMarked;
