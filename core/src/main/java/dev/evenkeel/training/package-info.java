/**
 * What a training step needs beside products, activations and losses: updates of weights, with {@link
 * dev.evenkeel.training.Sgd} the simplest, sums for the gradients of biases, and a dense layer as one call.
 */
package dev.evenkeel.training;
