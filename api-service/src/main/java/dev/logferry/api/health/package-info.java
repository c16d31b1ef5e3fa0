/** Whether the service lives, and whether it may get traffic. */
@NullMarked
package dev.logferry.api.health;

import org.jspecify.annotations.NullMarked;
