/** What the gate concludes from figures. Nothing here knows what was measured. */
package dev.evenkeel.bench.gate.stats;
