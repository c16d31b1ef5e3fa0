@NullMarked
package dev.logferry.localstack.server;

import org.jspecify.annotations.NullMarked;
