/** Reviews and their lists. */
@NullMarked
package dev.logferry.api.review;

import org.jspecify.annotations.NullMarked;
