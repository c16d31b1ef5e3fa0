/**
 * Sends events of CloudWatch Logs to Elasticsearch that were not delivered, with the ids that the
 * function gives them.
 */
@NullMarked
package dev.logferry.cli.backfill;

import org.jspecify.annotations.NullMarked;
