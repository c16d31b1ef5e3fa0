/** Serves routes over HTTP: requests, responses, caching and problems. */
@NullMarked
package dev.logferry.api.http;

import org.jspecify.annotations.NullMarked;
