/**
 * What every command builds on: its context, its exit codes, and the options and inputs that
 * several have.
 */
@NullMarked
package dev.logferry.cli.command;

import org.jspecify.annotations.NullMarked;
