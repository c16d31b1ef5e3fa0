/** Sample data: deterministic, realistic, at any scale. */
@NullMarked
package dev.logferry.api.seed;

import org.jspecify.annotations.NullMarked;
