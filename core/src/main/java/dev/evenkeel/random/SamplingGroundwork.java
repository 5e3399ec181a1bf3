package dev.evenkeel.random;

import dev.evenkeel.internal.kernel.simd.Room;

/**
 * Initialises what every fill needs while there is room: what an error ends is lost for good. Has no initialiser
 * itself.
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
