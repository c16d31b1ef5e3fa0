/**
 * A real Elasticsearch server as a process of this machine, with TLS, users and an index template.
 */
@NullMarked
package dev.logferry.localstack.elasticsearch;

import org.jspecify.annotations.NullMarked;
