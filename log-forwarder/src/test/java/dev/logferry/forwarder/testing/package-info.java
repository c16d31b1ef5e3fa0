/** Parts for tests: fixtures, a truthful fake Elasticsearch, time that does not pass by itself. */
@NullMarked
package dev.logferry.forwarder.testing;

import org.jspecify.annotations.NullMarked;
