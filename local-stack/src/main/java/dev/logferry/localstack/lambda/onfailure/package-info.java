/** Lambda's on-failure destinations: the records of events whose invocations failed. */
@NullMarked
package dev.logferry.localstack.lambda.onfailure;

import org.jspecify.annotations.NullMarked;
