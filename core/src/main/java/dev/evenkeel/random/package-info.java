/**
 * Random numbers, element i of a fill being a function of stream and i: {@link dev.evenkeel.random.Sampling} is the
 * door.
 */
package dev.evenkeel.random;
