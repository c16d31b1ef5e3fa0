package dev.logferry.endtoend.pipeline;

/** The contract, kept with the official image of Elasticsearch 9. */
@NeedsDocker
class Elasticsearch9ContainerIT extends ForwarderContract {

  Elasticsearch9ContainerIT() {
    super(ContainerCluster.start("9.4.4"));
  }
}
