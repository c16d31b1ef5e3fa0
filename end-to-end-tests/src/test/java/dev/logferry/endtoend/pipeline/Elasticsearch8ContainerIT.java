package dev.logferry.endtoend.pipeline;

/** The contract, kept with the official image of Elasticsearch 8. */
@NeedsDocker
class Elasticsearch8ContainerIT extends ForwarderContract {

  Elasticsearch8ContainerIT() {
    super(ContainerCluster.start("8.19.21"));
  }
}
