/**
 * A web page on loopback that shows errors to people without Kibana. The browser's files are in the
 * resources of this package.
 */
@NullMarked
package dev.logferry.localstack.page;

import org.jspecify.annotations.NullMarked;
