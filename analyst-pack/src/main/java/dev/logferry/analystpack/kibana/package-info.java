/** Saved objects and alert rules for Kibana. */
@NullMarked
package dev.logferry.analystpack.kibana;

import org.jspecify.annotations.NullMarked;
