package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.NewErrorGroup;
import java.util.List;

/**
 * What is delivered together.
 *
 * @param documents of log events
 * @param errorGroups those of their errors that have to be written; sent once, with the first
 *     request
 */
record Batch(List<DocumentAttempt> documents, List<NewErrorGroup> errorGroups) {}
