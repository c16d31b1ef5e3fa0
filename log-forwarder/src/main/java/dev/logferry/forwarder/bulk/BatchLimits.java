package dev.logferry.forwarder.bulk;

/**
 * How much goes into one bulk request.
 *
 * @param maxBytes of the body before compression; a document larger than this goes alone
 * @param maxDocuments in one request
 */
public record BatchLimits(int maxBytes, int maxDocuments) {}
