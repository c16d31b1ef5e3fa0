@NullMarked
package dev.logferry.localstack.page;

import org.jspecify.annotations.NullMarked;
