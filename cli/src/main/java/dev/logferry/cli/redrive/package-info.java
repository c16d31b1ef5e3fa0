/** Delivers undelivered events: by the deployed function, or in this process. */
@NullMarked
package dev.logferry.cli.redrive;

import org.jspecify.annotations.NullMarked;
