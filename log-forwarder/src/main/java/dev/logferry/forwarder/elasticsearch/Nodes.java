package dev.logferry.forwarder.elasticsearch;

import java.net.URI;
import java.util.List;

/** The cluster's nodes and which of them is in use. A node that fails is left for the next one. */
final class Nodes {

  private final List<URI> nodes;
  private int current;

  /**
   * @param first which node to begin with; forwarders that begin with different ones share the load
   */
  Nodes(List<URI> nodes, int first) {
    this.nodes = List.copyOf(nodes);
    this.current = Math.floorMod(first, nodes.size());
  }

  synchronized URI current() {
    return nodes.get(current);
  }

  /** Leaves a node; does nothing if it was left already. */
  synchronized void leave(URI node) {
    if (nodes.get(current).equals(node)) {
      current = (current + 1) % nodes.size();
    }
  }

  int count() {
    return nodes.size();
  }
}
