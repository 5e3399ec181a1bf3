/**
 * A whole step of training a multilayer perceptron: networks, batches, data and the answer in double precision; and who
 * takes the step.
 *
 * <p>X is batch × inputs, W inputs × outputs. A step is the forward pass, softmax and cross-entropy with labels, the
 * backward pass and plain gradient descent. It is measured in examples per second, and compared with what its products
 * would reach alone if each met the limit of the machine.
 */
package dev.evenkeel.bench.step;
