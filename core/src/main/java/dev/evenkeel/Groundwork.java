package dev.evenkeel;

import dev.evenkeel.kernel.Room;

/**
 * The classes with initialisers that every operation may need, however small: a stack that ends inside one, or a heap, would cost the class for
 * good. So they are initialised at the first call of anything, while there is room. This class has no initialiser of its own.
 */
final class Groundwork {
    private static boolean laid;

    private Groundwork() {}

    static void lay() {
        if (!laid) {
            Room.require();
            Room.initialize(Distribution.class, RandomStream.Generator.class, Epilogue.class, ChannelLayout.class,
                    ChannelSweep.Stage.class, Fusion.class, ReluGate.class);
            laid = true;
        }
    }
}
