/** Holds the running service to its OpenAPI document. */
@NullMarked
package dev.logferry.api.contract;

import org.jspecify.annotations.NullMarked;
