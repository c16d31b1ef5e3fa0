/**
 * JSON as bytes, and their hashes: what the stages that touch every log line share. No strings, no
 * tree of objects.
 */
@NullMarked
package dev.logferry.forwarder.json;

import org.jspecify.annotations.NullMarked;
