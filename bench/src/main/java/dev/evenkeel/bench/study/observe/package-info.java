/**
 * What is measured on a network's matrices, in float64: statistics and histograms of values, singular values of a
 * layer's Jacobian, units that are equal, a cost over two weights.
 */
package dev.evenkeel.bench.study.observe;
