/**
 * PyTorch's random numbers by PyTorch's library and by Evenkeel's replay: every bit is compared before anything is
 * timed.
 */
package dev.evenkeel.bench.torch;
