/** {@code logferry api}: the product and review API with its database on this machine. */
@NullMarked
package dev.logferry.cli.api;

import org.jspecify.annotations.NullMarked;
