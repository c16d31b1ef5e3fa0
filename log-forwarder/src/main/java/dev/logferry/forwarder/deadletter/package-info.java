/** Keeps what Elasticsearch refuses or nobody can read: packed objects in S3, with the cause. */
@NullMarked
package dev.logferry.forwarder.deadletter;

import org.jspecify.annotations.NullMarked;
