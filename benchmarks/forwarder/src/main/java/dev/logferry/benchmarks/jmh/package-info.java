/** JMH benchmarks of the forwarder's stages. */
@NullMarked
package dev.logferry.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
