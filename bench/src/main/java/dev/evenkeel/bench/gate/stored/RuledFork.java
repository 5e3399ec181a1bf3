package dev.evenkeel.bench.gate.stored;

import dev.evenkeel.bench.gate.ForkResult;

/**
 * A fork, and what the machine could do just before and after it.
 *
 * @param fork its figures
 * @param peak GFLOP/s of multiply-adds on registers
 * @param bandwidth GB/s of copies in main memory
 */
public record RuledFork(ForkResult fork, double peak, double bandwidth) {
    /** A yardstick: what a cost is divided by. */
    enum Ruler {
        /** For what computes. */
        PEAK("peak of multiply-adds") {
            @Override
            double rate(RuledFork fork) {
                return fork.peak;
            }
        },

        /** For what moves data. */
        BANDWIDTH("memory bandwidth") {
            @Override
            double rate(RuledFork fork) {
                return fork.bandwidth;
            }
        };

        private final String text;

        Ruler(String text) {
            this.text = text;
        }

        /** For people. */
        String text() {
            return text;
        }

        abstract double rate(RuledFork fork);

        /** The logarithm of what the machine could have done in the time that one operation took. */
        double logCost(RuledFork fork) {
            return Math.log(fork.fork.cost() * rate(fork));
        }
    }
}
