package dev.evenkeel.internal.memory;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import java.lang.foreign.MemorySegment;

/** Checks that every operation makes of its operands before anything is written. */
public final class OperandChecks {
    private OperandChecks() {}

    /** Refuses a pool that can take no tasks. */
    public static void usable(Execution execution) {
        ((Engine) execution).requireUsable();
    }

    /** Refuses a segment that is closed, or that a thread could not reach. */
    public static void readable(String name, MatrixView<?> matrix, Execution execution) {
        MemorySegment segment = matrix.segment();
        if (segment == null) {
            return;
        }
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException(name + " is a closed segment: " + Views.description(matrix));
        }
        if (!segment.isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException(
                    name + " is a segment confined to another thread: " + Views.description(matrix));
        }
        if (((Engine) execution).parallelism() > 1 && !segment.isAccessibleBy(Confinement.ELSEWHERE)) {
            throw new WrongThreadException(
                    name + " is a segment confined to this thread, which " + execution + " cannot share: "
                            + Views.description(matrix));
        }
    }

    /** Refuses storage that is read-only, and a view in which an element {@code repeats}. */
    public static void writable(String name, MatrixView<?> matrix, boolean repeats) {
        if (matrix.segment() != null && matrix.segment().isReadOnly()) {
            throw new IllegalArgumentException(name + " is a read-only segment: " + Views.description(matrix));
        }
        if (repeats) {
            throw new IllegalArgumentException(name + " holds an element more than once: " + Views.description(matrix));
        }
    }

    /** Refuses a matrix that cannot be written alone. */
    public static void output(String name, MatrixView<?> matrix, Execution execution) {
        usable(execution);
        readable(name, matrix, execution);
        writable(name, matrix, Overlap.within(matrix));
    }

    /** Refuses a matrix with elements in an array of whole numbers, of which one is written. */
    public static void apart(String name, MatrixView<?> matrix, String arrayName, int[] array) {
        if (isOverOtherArray(matrix)) {
            apart(name, matrix, arrayName, MemorySegment.ofArray(array));
        }
    }

    /** The same for an array of values per row. */
    public static void apart(String name, MatrixView<?> matrix, String arrayName, double[] array) {
        if (isOverOtherArray(matrix)) {
            apart(name, matrix, arrayName, MemorySegment.ofArray(array));
        }
    }

    private static boolean isOverOtherArray(MatrixView<?> matrix) {
        return matrix.segment() != null && !matrix.segment().isNative();
    }

    private static void apart(String name, MatrixView<?> matrix, String arrayName, MemorySegment array) {
        if (Overlap.with(matrix, array)) {
            throw new IllegalArgumentException(
                    name + " has elements in the array of " + arrayName + ": " + Views.description(matrix));
        }
    }

    /** Number of elements of a segment that may be written. */
    public static long elements(MemorySegment target, int bytes, Execution execution) {
        if (target.byteSize() % bytes != 0) {
            throw new IllegalArgumentException(
                    "target must hold a whole number of elements of " + bytes + " bytes, has " + target.byteSize()
                            + " bytes");
        }
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("target is a read-only segment: " + target);
        }
        usable(execution);
        readable("target", Matrix.of(target, 0, 0), execution);
        return target.byteSize() / bytes;
    }

    /** A thread that owns no segment: what it may access, all may. */
    private static final class Confinement {
        static final Thread ELSEWHERE = Thread.ofPlatform().unstarted(() -> {});
    }
}
