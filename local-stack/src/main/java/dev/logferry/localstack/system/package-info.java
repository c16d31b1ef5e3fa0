/**
 * The whole system on this machine: the API with traffic, CloudWatch, the pipeline, and faults.
 * {@link dev.logferry.localstack.system.LocalSystem} puts it together.
 */
@NullMarked
package dev.logferry.localstack.system;

import org.jspecify.annotations.NullMarked;
