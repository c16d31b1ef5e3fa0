/** Products and their lists. */
@NullMarked
package dev.logferry.api.product;

import org.jspecify.annotations.NullMarked;
