/** The whole pipeline on one machine: a real Elasticsearch, and the forwarder in a local Lambda. */
@NullMarked
package dev.logferry.localstack;

import org.jspecify.annotations.NullMarked;
