/**
 * The proof of the gate: rounds of a jar against itself are recorded, and the gate is played with them many times.
 */
package dev.evenkeel.bench.gate.selftest;
