/** What Prometheus scrapes. */
@NullMarked
package dev.logferry.api.metrics;

import org.jspecify.annotations.NullMarked;
