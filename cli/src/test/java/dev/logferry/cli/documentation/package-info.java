/** The commands and links of the project's pages are what the project has. */
@NullMarked
package dev.logferry.cli.documentation;

import org.jspecify.annotations.NullMarked;
