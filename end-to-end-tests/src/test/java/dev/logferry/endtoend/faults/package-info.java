/** The fault table: what each fault costs, measured through the real runtime client. */
@NullMarked
package dev.logferry.endtoend.faults;

import org.jspecify.annotations.NullMarked;
