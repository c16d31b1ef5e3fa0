/** ECS JSON lines on stdout, each on one line and below 16,000 bytes. */
@NullMarked
package dev.logferry.api.logging;

import org.jspecify.annotations.NullMarked;
