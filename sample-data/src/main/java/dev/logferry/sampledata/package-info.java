/** Sample data: deterministic, realistic, at any scale. */
@NullMarked
package dev.logferry.sampledata;

import org.jspecify.annotations.NullMarked;
