/** Evaluates alarms on metric series, as CloudWatch documents it, as far as our alarms need. */
@NullMarked
package dev.logferry.deployment.alarm;

import org.jspecify.annotations.NullMarked;
