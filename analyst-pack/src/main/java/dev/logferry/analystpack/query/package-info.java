/** Questions to logs, written once and rendered as KQL, ES|QL and Query DSL. */
@NullMarked
package dev.logferry.analystpack.query;

import org.jspecify.annotations.NullMarked;
