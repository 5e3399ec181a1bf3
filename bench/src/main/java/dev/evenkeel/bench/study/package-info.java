/**
 * Glorot and Bengio's paper of 2010 replayed: networks of the library's own operations, trained on examples, watched.
 */
package dev.evenkeel.bench.study;
