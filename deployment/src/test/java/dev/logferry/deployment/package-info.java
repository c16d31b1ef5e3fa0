/** What can be said of template.yaml and stacks/ without an AWS account. */
@NullMarked
package dev.logferry.deployment;

import org.jspecify.annotations.NullMarked;
