/** Every environment variable, parsed and checked once, all problems reported together. */
@NullMarked
package dev.logferry.api.settings;

import org.jspecify.annotations.NullMarked;
