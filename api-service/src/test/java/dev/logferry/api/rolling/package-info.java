/** Instances of the service that are stopped and started under load. */
@NullMarked
package dev.logferry.api.rolling;

import org.jspecify.annotations.NullMarked;
