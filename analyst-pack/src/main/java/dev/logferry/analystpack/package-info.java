/**
 * What makes a cluster ready for analysts, generated from the readable sources in {@code pack/}:
 * index templates, roles, Kibana objects, alert rules. Knows no network: {@code logferry setup}
 * installs what this package describes.
 */
@NullMarked
package dev.logferry.analystpack;

import org.jspecify.annotations.NullMarked;
