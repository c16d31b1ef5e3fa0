/** Brings what is kept in S3 back: Lambda's records of failed invocations, and our dead letters. */
@NullMarked
package dev.logferry.forwarder.redrive;

import org.jspecify.annotations.NullMarked;
