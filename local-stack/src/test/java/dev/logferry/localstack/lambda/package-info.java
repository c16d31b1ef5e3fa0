/** Tests of the local Lambda. */
@NullMarked
package dev.logferry.localstack.lambda;

import org.jspecify.annotations.NullMarked;
