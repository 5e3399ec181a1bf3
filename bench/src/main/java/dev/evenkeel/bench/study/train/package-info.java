/**
 * A multilayer perceptron trained by plain stochastic gradient descent: how to write training code on Evenkeel.
 *
 * <p>{@link dev.evenkeel.bench.study.train.Architecture} says what is trained, {@link
 * dev.evenkeel.bench.study.train.Parameters} are its weights, {@link dev.evenkeel.bench.study.train.Perceptron} takes
 * steps with them, and {@link dev.evenkeel.bench.study.train.Observation} looks at what a step would do.
 */
package dev.evenkeel.bench.study.train;
