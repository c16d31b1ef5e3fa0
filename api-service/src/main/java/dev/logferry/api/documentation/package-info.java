/** The OpenAPI document and a page to read it. */
@NullMarked
package dev.logferry.api.documentation;

import org.jspecify.annotations.NullMarked;
