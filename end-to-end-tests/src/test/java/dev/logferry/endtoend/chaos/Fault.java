package dev.logferry.endtoend.chaos;

/** What goes wrong in a run. */
enum Fault {
  /** Elasticsearch ends by SIGKILL and is started again on its data. */
  SERVER_KILLED,
  /** The disk is full: {@code index.blocks.read_only_allow_delete}, answered by 429. */
  DISK_FULL,
  /** {@code index.blocks.write}, answered by 403. */
  WRITES_BLOCKED,
  /** Events whose field does not fit the mapping: stored as the fallback document. */
  MAPPING_CONFLICT,
  /** The cluster has another password before the secret has it. */
  PASSWORD_ROTATED,
  /** One of two nodes refuses connections. */
  NODE_REFUSES,
  /** One of two nodes resets the connections that there are. */
  NODE_RESETS,
  /** One of two nodes accepts and says nothing; what it was sent arrives late. */
  NODE_SILENT,
  /** One of two nodes takes long for everything. */
  NODE_SLOW,
  /** Both nodes take requests, and their answers break off. */
  ANSWERS_CUT,
  /** S3 is away while Elasticsearch refuses documents, so dead letters have no place. */
  STORE_STOPPED,
  /** The forwarder's process ends by SIGKILL while it runs on an event. */
  FUNCTION_KILLED,
  /** The redrive's process ends by SIGKILL while it runs. */
  REDRIVE_KILLED,
  /** Every data stream gets a new write index. */
  ROLLED_OVER
}
