/** First stage: a Lambda event (base64, gzip, JSON) to a stream of log events. */
@NullMarked
package dev.logferry.forwarder.decode;

import org.jspecify.annotations.NullMarked;
