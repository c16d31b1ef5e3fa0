package dev.logferry.cli.ship;

import java.io.IOException;
import java.util.Optional;

/** Where events come from, in the order of their ids. */
@FunctionalInterface
interface EventSource {

  /** The next event, or nothing at the end. */
  Optional<SourcedEvent> next() throws IOException;
}
