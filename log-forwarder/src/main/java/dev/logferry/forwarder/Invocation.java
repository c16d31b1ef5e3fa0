package dev.logferry.forwarder;

/**
 * One invocation of the function.
 *
 * @param requestId Lambda's id of it; the same when Lambda tries again
 * @param time what is left of it
 */
public record Invocation(String requestId, InvocationTime time) {}
