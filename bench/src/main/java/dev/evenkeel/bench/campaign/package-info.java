/**
 * What is measured in which order. A cell is one piece of work on some threads: a product, a fill, a normalisation,
 * a step. Within a cell all libraries are timed in turn, round after round, so that a drifting clock or a busy
 * neighbour meets all of them, and ratios are taken within a round.
 */
package dev.evenkeel.bench.campaign;
