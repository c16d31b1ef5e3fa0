/**
 * PostgreSQL on this machine: the real server, with binaries from Maven Central, as a process of
 * its own.
 */
@NullMarked
package dev.logferry.localstack.postgres;

import org.jspecify.annotations.NullMarked;
