/** Compares CloudWatch Logs with Elasticsearch, event by event. */
@NullMarked
package dev.logferry.cli.audit;

import org.jspecify.annotations.NullMarked;
