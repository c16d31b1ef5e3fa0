package dev.logferry.api.http;

/**
 * One path of the API, for GET and HEAD.
 *
 * @param path as the contract writes it, with parameter names in braces
 * @param endpoint who answers
 */
public record Route(String path, Endpoint endpoint) {}
