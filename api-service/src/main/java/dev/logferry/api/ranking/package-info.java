/** Rankings and rating summaries, precomputed by a command. */
@NullMarked
package dev.logferry.api.ranking;

import org.jspecify.annotations.NullMarked;
