/** A real browser, for the tests of web pages. */
@NullMarked
package dev.logferry.localstack.browser;

import org.jspecify.annotations.NullMarked;
