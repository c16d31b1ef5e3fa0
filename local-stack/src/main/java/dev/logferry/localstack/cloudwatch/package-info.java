/**
 * A stand-in for CloudWatch Logs: the actions of its API that the pipeline and the operator's
 * command use, and subscription filters that invoke functions.
 */
@NullMarked
package dev.logferry.localstack.cloudwatch;

import org.jspecify.annotations.NullMarked;
