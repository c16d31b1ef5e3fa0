package dev.logferry.endtoend.pipeline;

/** The contract, kept with the real server from Maven Central. */
class ForwarderIT extends ForwarderContract {

  ForwarderIT() {
    super(LocalCluster.shared());
  }
}
