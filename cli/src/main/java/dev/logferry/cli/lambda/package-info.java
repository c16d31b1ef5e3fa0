/** {@code logferry invoke}, and the client of the Lambda Invoke API that {@code ship} uses too. */
@NullMarked
package dev.logferry.cli.lambda;

import org.jspecify.annotations.NullMarked;
