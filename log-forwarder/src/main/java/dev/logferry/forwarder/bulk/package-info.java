/** Third stage: documents to Elasticsearch by bulk requests, until every one has an outcome. */
@NullMarked
package dev.logferry.forwarder.bulk;

import org.jspecify.annotations.NullMarked;
