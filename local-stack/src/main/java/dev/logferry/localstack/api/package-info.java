/** The API service on this machine, as the process that it is in production. */
@NullMarked
package dev.logferry.localstack.api;

import org.jspecify.annotations.NullMarked;
