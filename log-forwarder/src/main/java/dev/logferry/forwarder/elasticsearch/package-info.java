/** How a cluster is reached: requests, responses, connections, nodes, credentials. */
@NullMarked
package dev.logferry.forwarder.elasticsearch;

import org.jspecify.annotations.NullMarked;
