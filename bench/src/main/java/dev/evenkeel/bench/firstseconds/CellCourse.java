package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.gemm.ProductCell;

/**
 * A product in fresh JVMs.
 *
 * @param cell which one
 * @param ours our library
 * @param plain plain Java
 */
public record CellCourse(ProductCell cell, Course ours, Course plain) {
    /** Speeds that differ by less count as equal. */
    private static final double EQUAL = 0.95;

    /** Speeds are compared this often. */
    private static final double STEP_SECONDS = 0.05;

    /** Until when plain Java was the faster one, in seconds, in steps of 50 ms; 0 if it never was. */
    double behindUntil() {
        double until = 0;
        int steps = (int) Math.ceil(Math.max(ours.end(), plain.end()) / STEP_SECONDS);
        for (int step = 0; step < steps; step++) {
            double moment = step * STEP_SECONDS;
            if (ours.atAnyTime(moment) < EQUAL * plain.atAnyTime(moment)) until = moment + STEP_SECONDS;
        }
        return until;
    }
}
