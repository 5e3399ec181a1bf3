package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.simd.Room;

/**
 * Initialises what every normalisation needs while there is room: what an error ends is lost for good. This class has
 * no initialiser itself.
 */
final class BatchNormGroundwork {
    private static boolean laid;

    private BatchNormGroundwork() {}

    static void lay() {
        if (!laid) {
            Room.require();
            Room.initialize(ChannelLayout.class, Fusion.class, ReluGate.class);
            laid = true;
        }
    }
}
