package dev.logferry.api.metrics;

import java.util.function.IntSupplier;

/**
 * What the connections to the database are doing, asked at each scrape.
 *
 * @param active connections in use
 * @param idle connections not in use
 * @param waiting questions that wait for one
 * @param size how many there may be
 */
public record PoolFigures(
    IntSupplier active, IntSupplier idle, IntSupplier waiting, IntSupplier size) {}
