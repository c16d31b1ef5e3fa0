/** Requests and answers: parameters with bounds, problems, pages, caching. Knows no subject. */
@NullMarked
package dev.logferry.api.http;

import org.jspecify.annotations.NullMarked;
