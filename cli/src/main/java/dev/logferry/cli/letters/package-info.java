/**
 * {@code logferry letters}: lists, shows and explains undelivered events: dead letters and Lambda's
 * records of failed invocations.
 */
@NullMarked
package dev.logferry.cli.letters;

import org.jspecify.annotations.NullMarked;
