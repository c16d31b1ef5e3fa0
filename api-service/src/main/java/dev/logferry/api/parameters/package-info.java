/** The parameters of requests, and the pages of lists that they select. */
@NullMarked
package dev.logferry.api.parameters;

import org.jspecify.annotations.NullMarked;
