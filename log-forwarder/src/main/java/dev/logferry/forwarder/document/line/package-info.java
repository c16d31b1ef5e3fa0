/**
 * What a line is, and what it says: ECS, other JSON, the texts of well-known programs, wrappers.
 */
@NullMarked
package dev.logferry.forwarder.document.line;

import org.jspecify.annotations.NullMarked;
