/** Dead letters and on-failure records: what is kept, why, and bringing it in. */
@NullMarked
package dev.logferry.cli.letters;

import org.jspecify.annotations.NullMarked;
