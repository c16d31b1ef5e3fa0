/** The object route: reads the objects that an event names and hands on what is in them. */
@NullMarked
package dev.logferry.forwarder.objects;

import org.jspecify.annotations.NullMarked;
