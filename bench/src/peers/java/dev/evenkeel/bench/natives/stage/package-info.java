/** Stages of a training step by libtorch, which has each as an operation of its own. */
package dev.evenkeel.bench.natives.stage;
