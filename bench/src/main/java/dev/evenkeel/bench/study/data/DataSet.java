package dev.evenkeel.bench.study.data;

/**
 * What a network is trained and judged on.
 *
 * @param name such as {@code "mnist"}
 * @param train endless, in an order that a seed decides
 * @param validation for choosing a learning rate
 * @param test for what is published
 */
public record DataSet(String name, Examples train, Examples validation, Examples test) {}
