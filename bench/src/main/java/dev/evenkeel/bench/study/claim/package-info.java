/**
 * Claims about first weights, each an experiment with numbers, pictures and a verdict. {@code start} holds those that
 * need no training, {@code training} the others.
 */
package dev.evenkeel.bench.study.claim;
