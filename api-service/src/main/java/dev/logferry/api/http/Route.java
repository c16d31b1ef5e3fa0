package dev.logferry.api.http;

/**
 * One path of the API, for GET and HEAD.
 *
 * @param path as the contract writes it, with parameter names in braces
 */
public record Route(String path, Endpoint endpoint) {}
