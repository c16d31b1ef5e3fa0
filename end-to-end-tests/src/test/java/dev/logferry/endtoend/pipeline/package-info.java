/** The whole pipeline: the forwarder in the real runtime client, against a real Elasticsearch. */
@NullMarked
package dev.logferry.endtoend.pipeline;

import org.jspecify.annotations.NullMarked;
