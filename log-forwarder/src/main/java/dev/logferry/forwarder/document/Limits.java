package dev.logferry.forwarder.document;

/**
 * How large a document may be before the forwarder guards it, so that Elasticsearch need not refuse
 * it.
 *
 * @param maxNestingDepth levels of objects; Elasticsearch's {@code index.mapping.depth.limit} and
 *     the flattened field's {@code depth_limit} are 20
 * @param maxFields members of a line's object, counted at every level; Elasticsearch's {@code
 *     index.mapping.total_fields.limit} is 1000
 * @param maxDocumentBytes one document as UTF-8 JSON
 */
public record Limits(int maxNestingDepth, int maxFields, int maxDocumentBytes) {}
