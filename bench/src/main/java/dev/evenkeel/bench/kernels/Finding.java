package dev.evenkeel.bench.kernels;

import java.util.Optional;

/**
 * Something that C2 did not make of a method.
 *
 * @param task the method that was compiled: class, blank, name
 * @param what happened
 * @param place where in the source, if the log tells
 * @param compilation the number of the compilation in its log
 */
record Finding(String task, String what, Optional<Place> place, int compilation) {
    /**
     * An instruction outside the JDK.
     *
     * @param owner class
     * @param method name
     * @param bytes length of its code, which tells methods of one name apart
     * @param bci index of the instruction
     */
    record Place(String owner, String method, int bytes, int bci) {}

    /** One sentence. */
    String text() {
        return task + ": " + what;
    }
}
