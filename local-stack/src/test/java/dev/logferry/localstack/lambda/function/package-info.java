/** Small functions that the tests run; this package is what a task root holds. */
@NullMarked
package dev.logferry.localstack.lambda.function;

import org.jspecify.annotations.NullMarked;
