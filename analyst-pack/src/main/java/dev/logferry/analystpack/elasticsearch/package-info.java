/** Index templates, retention, roles and API keys for Elasticsearch. */
@NullMarked
package dev.logferry.analystpack.elasticsearch;

import org.jspecify.annotations.NullMarked;
