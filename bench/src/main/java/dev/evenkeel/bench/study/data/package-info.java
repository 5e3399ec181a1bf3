/** Examples to train on: drawn from a seed, or read from files that the user has. */
package dev.evenkeel.bench.study.data;
