package dev.evenkeel.gemm;

import dev.evenkeel.internal.kernel.simd.Room;

/**
 * Initialises what every product needs while there is room: what an error ends is lost for good. Has no initialiser
 * itself.
 */
final class GemmGroundwork {
    private static boolean laid;

    private GemmGroundwork() {}

    static void lay() {
        if (!laid) {
            Room.require();
            Room.initialize(Epilogue.class);
            laid = true;
        }
    }
}
