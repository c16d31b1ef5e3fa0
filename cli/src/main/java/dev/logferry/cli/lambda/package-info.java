/** A function behind the Lambda Invoke API. */
@NullMarked
package dev.logferry.cli.lambda;

import org.jspecify.annotations.NullMarked;
