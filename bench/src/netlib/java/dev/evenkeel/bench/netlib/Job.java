package dev.evenkeel.bench.netlib;

/**
 * Something to time.
 *
 * @param name unique
 * @param tolerance of the answer, relative to its largest number
 * @param work is prepared when it is first timed
 */
record Job(String name, double tolerance, Preparation work) {
    /** Makes the operands. */
    interface Preparation {
        Work prepare();
    }

    /** Does it once. */
    interface Work {
        /** Returns how many units it did: calls of a routine, iterations of a fit. */
        int run();

        /** What came out of the last run. */
        double[] answer();
    }
}
