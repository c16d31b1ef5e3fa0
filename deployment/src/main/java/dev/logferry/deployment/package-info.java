/** What can be verified about the templates without an AWS account. */
@NullMarked
package dev.logferry.deployment;

import org.jspecify.annotations.NullMarked;
