package dev.evenkeel.gemm;

import dev.evenkeel.internal.kernel.simd.Room;

/**
 * Initialises the classes that every product needs while there is stack and memory for it, because a class whose
 * initialiser fails is lost for good. It has no static initialiser itself.
 */
final class GemmGroundwork {
    private static boolean laid;

    private GemmGroundwork() {}

    static void lay() {
        if (!laid) {
            Room.require();
            Room.initialize(Epilogue.class, DoubleEpilogue.class, Elements.class);
            laid = true;
        }
    }
}
