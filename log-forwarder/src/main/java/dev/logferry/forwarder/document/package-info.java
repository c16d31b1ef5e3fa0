/**
 * Second stage: a log event to an Elasticsearch document in ECS form, with its id and data stream.
 */
@NullMarked
package dev.logferry.forwarder.document;

import org.jspecify.annotations.NullMarked;
