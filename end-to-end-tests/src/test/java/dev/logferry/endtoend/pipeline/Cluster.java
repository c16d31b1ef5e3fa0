package dev.logferry.endtoend.pipeline;

import dev.logferry.localstack.elasticsearch.User;
import java.net.URI;

/**
 * A running Elasticsearch, however it was started.
 *
 * @param url its address
 * @param caPem the certificate of its authority
 * @param caFingerprint SHA-256 of that certificate, hexadecimal
 * @param shipper may create documents in {@code logs-*-*} and nothing else
 * @param analyst may read them
 * @param admin may do anything; here, make what was just stored searchable
 */
record Cluster(
    URI url, String caPem, String caFingerprint, User shipper, User analyst, User admin) {}
