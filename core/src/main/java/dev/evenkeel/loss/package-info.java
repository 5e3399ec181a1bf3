/**
 * Losses of a batch, with their gradients: {@link dev.evenkeel.loss.CrossEntropy} is the door for classes, {@link
 * dev.evenkeel.loss.MeanSquaredError} for numbers.
 */
package dev.evenkeel.loss;
