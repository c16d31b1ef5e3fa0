/** A stand-in for Elasticsearch that stores nothing and answers at once. */
@NullMarked
package dev.logferry.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
