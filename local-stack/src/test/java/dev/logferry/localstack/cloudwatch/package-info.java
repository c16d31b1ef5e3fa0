@NullMarked
package dev.logferry.localstack.cloudwatch;

import org.jspecify.annotations.NullMarked;
