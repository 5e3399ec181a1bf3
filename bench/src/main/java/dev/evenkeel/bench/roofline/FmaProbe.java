package dev.evenkeel.bench.roofline;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fused multiply-adds on registers alone, float32, at the widest vectors that the JVM prefers, in twelve independent
 * chains. Two rounds of the chains a step make the method too large to be inlined (over 325 bytecodes): inlined into
 * the timing loop it spills.
 */
final class FmaProbe implements Probe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int ROUNDS = 2;
    private static final int STEPS = 5_000;

    /** Converge to 2: neither denormal nor infinite. */
    private static final float FACTOR = 0.5f;

    private static final float TERM = 1;

    private float consumed;

    static int lanes() { return SPECIES.length(); }

    /** Floating-point operations of one pass. */
    @Override
    public double work() { return 2.0 * STEPS * ROUNDS * CHAINS * SPECIES.length(); }

    @Override
    public void pass() {
        FloatVector factor = FloatVector.broadcast(SPECIES, FACTOR);
        FloatVector term = FloatVector.broadcast(SPECIES, TERM);
        FloatVector a0 = FloatVector.broadcast(SPECIES, consumed);
        FloatVector a1 = a0.add(1);
        FloatVector a2 = a0.add(2);
        FloatVector a3 = a0.add(3);
        FloatVector a4 = a0.add(4);
        FloatVector a5 = a0.add(5);
        FloatVector a6 = a0.add(6);
        FloatVector a7 = a0.add(7);
        FloatVector a8 = a0.add(8);
        FloatVector a9 = a0.add(9);
        FloatVector a10 = a0.add(10);
        FloatVector a11 = a0.add(11);
        for (int i = 0; i < STEPS; i++) {
            a0 = a0.fma(factor, term);
            a1 = a1.fma(factor, term);
            a2 = a2.fma(factor, term);
            a3 = a3.fma(factor, term);
            a4 = a4.fma(factor, term);
            a5 = a5.fma(factor, term);
            a6 = a6.fma(factor, term);
            a7 = a7.fma(factor, term);
            a8 = a8.fma(factor, term);
            a9 = a9.fma(factor, term);
            a10 = a10.fma(factor, term);
            a11 = a11.fma(factor, term);
            a0 = a0.fma(factor, term);
            a1 = a1.fma(factor, term);
            a2 = a2.fma(factor, term);
            a3 = a3.fma(factor, term);
            a4 = a4.fma(factor, term);
            a5 = a5.fma(factor, term);
            a6 = a6.fma(factor, term);
            a7 = a7.fma(factor, term);
            a8 = a8.fma(factor, term);
            a9 = a9.fma(factor, term);
            a10 = a10.fma(factor, term);
            a11 = a11.fma(factor, term);
        }
        FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9).add(a10).add(a11);
        consumed = sum.lane(0) / CHAINS;
    }

    @Override
    public double consumed() { return consumed; }
}
