package dev.logferry.forwarder.decode;

/**
 * Where a batch of log events came from: one account, log group and log stream.
 *
 * @param owner the AWS account id that owns the log group
 * @param logGroup the log group's name
 * @param logStream the log stream's name
 */
public record Origin(String owner, String logGroup, String logStream) {}
