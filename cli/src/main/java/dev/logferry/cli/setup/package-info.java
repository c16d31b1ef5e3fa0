/**
 * Installs the analyst pack: reads what a cluster and its Kibana have, plans changes, shows and
 * applies them.
 */
@NullMarked
package dev.logferry.cli.setup;

import org.jspecify.annotations.NullMarked;
