/** What the forwarder asks of S3. Not touched, and no client built, until an object is needed. */
@NullMarked
package dev.logferry.forwarder.s3;

import org.jspecify.annotations.NullMarked;
