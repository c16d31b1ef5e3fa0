/** Which servers are trusted, and when their certificates expire. */
@NullMarked
package dev.logferry.forwarder.tls;

import org.jspecify.annotations.NullMarked;
