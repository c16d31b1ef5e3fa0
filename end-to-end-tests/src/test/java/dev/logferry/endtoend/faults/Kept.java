package dev.logferry.endtoend.faults;

/**
 * Where the events are that are not stored, or not known to be.
 *
 * @param failedInvocations whole payloads in the on-failure bucket
 * @param documents dead letters of documents
 * @param payloads dead letters of payloads
 */
record Kept(int failedInvocations, int documents, int payloads) {

  static final Kept NOTHING = new Kept(0, 0, 0);

  /** The payload, as Lambda had it. */
  static final Kept PAYLOAD = new Kept(1, 0, 0);

  /** One document. */
  static final Kept DOCUMENT = new Kept(0, 1, 0);

  /** Each document of the payload. */
  static final Kept DOCUMENTS = new Kept(0, 100, 0);

  /** A payload that cannot be decoded. */
  static final Kept MALFORMED = new Kept(0, 0, 1);

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
    if (equals(DOCUMENTS)) {
      return "dead letters: 100 documents, retryable";
    }
    if (equals(MALFORMED)) {
      return "dead letters: the payload, byte for byte";
    }
    return toString();
  }
}
