package dev.evenkeel.bench.study.shards;

/**
 * What all shards begin from.
 *
 * @param firstStep how many steps were taken before
 * @param parameters little-endian float32, of each layer W row by row, b or β, and γ; null where they are the first
 * ones, which each draws from the seed
 */
public record Round(long firstStep, byte[] parameters) {}
