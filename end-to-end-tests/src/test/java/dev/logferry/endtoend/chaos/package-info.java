/** Faults of every kind while payloads keep coming: at the end each event is stored once. */
@NullMarked
package dev.logferry.endtoend.chaos;

import org.jspecify.annotations.NullMarked;
