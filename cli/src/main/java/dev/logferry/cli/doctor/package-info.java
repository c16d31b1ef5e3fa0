/** Checks a setup part by part, and names the cause and the remedy of what is wrong. */
@NullMarked
package dev.logferry.cli.doctor;

import org.jspecify.annotations.NullMarked;
