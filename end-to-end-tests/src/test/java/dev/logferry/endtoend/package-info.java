/** What several kinds of end-to-end tests need. */
@NullMarked
package dev.logferry.endtoend;

import org.jspecify.annotations.NullMarked;
