/**
 * How commands reach a remote cluster and its Kibana: by the function's own settings, from the
 * environment, a file or a named profile.
 */
@NullMarked
package dev.logferry.cli.connection;

import org.jspecify.annotations.NullMarked;
