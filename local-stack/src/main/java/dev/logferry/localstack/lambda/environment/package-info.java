/** One execution environment: the function's process, its Runtime API, and its log. */
@NullMarked
package dev.logferry.localstack.lambda.environment;

import org.jspecify.annotations.NullMarked;
