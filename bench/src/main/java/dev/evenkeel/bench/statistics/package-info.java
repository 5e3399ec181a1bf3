/** What repeated measurements allow to say. */
package dev.evenkeel.bench.statistics;
