/**
 * The gate without the old jar: its figures were stored, divided by what the machine could do in the same minutes.
 */
package dev.evenkeel.bench.gate.stored;
