/** What the local servers have in common: folder, port, process, start, and end. */
@NullMarked
package dev.logferry.localstack.server;

import org.jspecify.annotations.NullMarked;
