package dev.logferry.localstack.faults;

/**
 * Where that is which is not stored, or not known to be.
 *
 * @param failedInvocations whole payloads in the on-failure bucket
 * @param refusedDocuments dead letters of documents
 * @param unreadablePayloads dead letters of payloads
 */
record Kept(int failedInvocations, int refusedDocuments, int unreadablePayloads) {

  static final Kept NOTHING = new Kept(0, 0, 0);

  /** The payload, as Lambda had it. */
  static final Kept PAYLOAD = new Kept(1, 0, 0);

  /** One document. */
  static final Kept DOCUMENT = new Kept(0, 1, 0);

  /** A payload that nobody can read. */
  static final Kept UNREADABLE = new Kept(0, 0, 1);

  String text() {
    if (equals(NOTHING)) {
      return "";
    }
    if (equals(PAYLOAD)) {
      return "on-failure bucket: the payload";
    }
    if (equals(DOCUMENT)) {
      return "dead letters: 1 document";
    }
    if (equals(UNREADABLE)) {
      return "dead letters: the payload, byte for byte";
    }
    return toString();
  }
}
