package dev.evenkeel.random;

import dev.evenkeel.internal.kernel.simd.Room;

/**
 * Initialises the classes that every fill needs while memory and stack are left: a class whose initialiser failed is
 * lost for good. It has no initialiser itself.
 */
final class SamplingGroundwork {
    private static boolean laid;

    private SamplingGroundwork() {}

    static void lay() {
        if (!laid) {
            Room.require();
            Room.initialize(DistributionFamily.class, RandomStream.Generator.class);
            laid = true;
        }
    }
}
