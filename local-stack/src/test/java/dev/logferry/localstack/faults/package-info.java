/** The fault table: what each fault costs, measured through the real runtime client. */
@NullMarked
package dev.logferry.localstack.faults;

import org.jspecify.annotations.NullMarked;
