/**
 * The product and review API: {@code ApiService} is the command, {@code Wiring} puts it together.
 */
@NullMarked
package dev.logferry.api;

import org.jspecify.annotations.NullMarked;
