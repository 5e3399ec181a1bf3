/**
 * Stages of a training step other than products and normalisation: an activation function, a loss, the update of
 * weights; and who carries them out.
 *
 * <p>A stage does the same to each element or row of float32 arrays, so memory bounds it: it is measured in elements
 * per second, and compared with what loads and stores reach at the level of memory where its arrays lie, each array
 * passed over once. Answers are compared with the formulas in double precision before anything is timed.
 */
package dev.evenkeel.bench.stage;
