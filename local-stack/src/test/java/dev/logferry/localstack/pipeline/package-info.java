/** The whole pipeline: the forwarder in the real runtime client, against a real Elasticsearch. */
@NullMarked
package dev.logferry.localstack.pipeline;

import org.jspecify.annotations.NullMarked;
