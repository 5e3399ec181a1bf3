package dev.evenkeel.gemm;

import dev.evenkeel.Execution;
import dev.evenkeel.MatrixSequence;
import dev.evenkeel.MatrixView;
import dev.evenkeel.gemm.Elements.AnyEpilogue;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/** Checks the arguments of a product before anything is written. */
final class GemmChecks {
    private GemmChecks() {}

    static <A> void operands(MatrixView<A> a, MatrixView<A> b, MatrixView<A> c, AnyEpilogue<A> epilogue,
            Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        requireNonNull(c, epilogue, execution);
        shapes(a.rows(), a.cols(), b.rows(), b.cols(), c);
        OperandChecks.readable("b", b, execution);
        common(a, c, epilogue, execution);
        apart("b", b, c);
        if (epilogue instanceof Epilogue floats && floats.preActivation() != null) {
            apart("preActivation", floats.preActivation(), "b", b);
        }
    }

    static <A> void packed(MatrixView<A> a, PackedPanels<A> b, MatrixView<A> c, AnyEpilogue<A> epilogue,
            Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        requireNonNull(c, epilogue, execution);
        shapes(a.rows(), a.cols(), b.rows, b.cols, c);
        common(a, c, epilogue, execution);
    }

    static <A> void symmetric(Triangle triangle, MatrixView<A> a, MatrixView<A> c, Execution execution) {
        Objects.requireNonNull(triangle, "triangle");
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(c, "c");
        Objects.requireNonNull(execution, "execution");
        if (c.rows() != c.cols() || a.rows() != c.rows()) {
            throw new IllegalArgumentException("shapes do not match: a is " + Views.shape(a) + ", c is "
                    + Views.shape(c) + "; expected n × k and n × n");
        }
        inputAndOutput(a, c, execution);
    }

    static <A> void batches(MatrixSequence<? extends MatrixView<A>> a, MatrixSequence<? extends MatrixView<A>> b,
            MatrixSequence<? extends MatrixView<A>> c, AnyEpilogue<A> epilogue, Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(c, "c");
        Objects.requireNonNull(epilogue, "epilogue");
        Objects.requireNonNull(execution, "execution");
        if (a.count() != c.count() || b.count() != c.count()) {
            throw new IllegalArgumentException(
                    "a, b and c must hold equally many matrices, they hold " + a.count() + ", "
                            + b.count() + " and " + c.count());
        }
        if (epilogue instanceof Epilogue floats && (floats.preActivation() != null || floats.backward() != null)) {
            throw new IllegalArgumentException(
                    "epilogue must not have matrices of c's shape for a batch, which would share them: multiply one by one");
        }
        if (c.count() == 0) {
            return;
        }
        operands(a.get(0), b.get(0), c.get(0), epilogue, execution);
        for (int i = 1; i < c.count() && !Views.isEmpty(c.first()); i++) {
            apart("another matrix of c", c.get(i), c.get(0));
        }
        apart("a", a, c);
        apart("b", b, c);
        MatrixView<?> bias = Elements.bias(epilogue);
        if (bias != null && Views.overlap(bias, c)) {
            throw overlapping("bias", Views.description(bias), c);
        }
    }

    private static void apart(String name, MatrixSequence<?> input, MatrixSequence<?> c) {
        if (Views.overlap(input, c)) {
            throw overlapping(name, input, c);
        }
    }

    private static IllegalArgumentException overlapping(String name, Object input, Object c) {
        return new IllegalArgumentException("c overlaps " + name + ": c is " + c + ", " + name + " is " + input);
    }

    private static void requireNonNull(MatrixView<?> c, AnyEpilogue<?> epilogue, Execution execution) {
        Objects.requireNonNull(c, "c");
        Objects.requireNonNull(epilogue, "epilogue");
        Objects.requireNonNull(execution, "execution");
    }

    private static void shapes(int aRows, int aCols, int bRows, int bCols, MatrixView<?> c) {
        if (aCols != bRows || aRows != c.rows() || bCols != c.cols()) {
            throw new IllegalArgumentException("shapes do not match: a is " + aRows + " × " + aCols + ", b is " + bRows
                    + " × " + bCols + ", c is " + Views.shape(c) + "; expected m × k, k × n and m × n");
        }
    }

    private static void inputAndOutput(MatrixView<?> a, MatrixView<?> c, Execution execution) {
        OperandChecks.usable(execution);
        OperandChecks.readable("a", a, execution);
        OperandChecks.readable("c", c, execution);
        OperandChecks.writable("c", c, Overlap.within(c));
        apart("a", a, c);
    }

    private static void common(MatrixView<?> a, MatrixView<?> c, AnyEpilogue<?> epilogue, Execution execution) {
        inputAndOutput(a, c, execution);
        bias(c, epilogue);
        if (epilogue instanceof Epilogue floats) {
            matrices(a, c, floats, execution);
        }
    }

    private static void matrices(MatrixView<?> a, MatrixView<?> c, Epilogue epilogue, Execution execution) {
        if (epilogue.preActivation() != null) {
            preActivation(epilogue.preActivation(), a, c, epilogue, execution);
        }
        if (epilogue.backward() != null) {
            MatrixView<?> at = epilogue.backward().at();
            String name = epilogue.backward().fromOutput() ? "y of the epilogue" : "x of the epilogue";
            ofShapeOfC(name, at, c);
            OperandChecks.readable(name, at, execution);
            apart(name, at, c);
        }
    }

    private static void preActivation(MatrixView<?> kept, MatrixView<?> a, MatrixView<?> c, Epilogue epilogue,
            Execution execution) {
        ofShapeOfC("preActivation", kept, c);
        OperandChecks.readable("preActivation", kept, execution);
        OperandChecks.writable("preActivation", kept, Overlap.within(kept));
        apart("preActivation", kept, c);
        apart("preActivation", kept, "a", a);
        biasApart("preActivation", kept, epilogue);
        if (epilogue.backward() != null) {
            apart("preActivation", kept, "the epilogue's derivative", epilogue.backward().at());
        }
    }

    private static void ofShapeOfC(String name, MatrixView<?> m, MatrixView<?> c) {
        if (m.rows() != c.rows() || m.cols() != c.cols()) {
            throw new IllegalArgumentException(
                    name + " must have the shape of c, is " + Views.shape(m) + " for c of " + Views.shape(c));
        }
    }

    private static void apart(String outputName, MatrixView<?> output, String name, MatrixView<?> input) {
        if (Overlap.between(input, output)) {
            throw new IllegalArgumentException(outputName + " overlaps " + name + ": " + outputName + " is "
                    + Views.description(output) + ", " + name + " is " + Views.description(input));
        }
    }

    private static void bias(MatrixView<?> c, AnyEpilogue<?> epilogue) {
        int length = Elements.biasLength(epilogue);
        if (length >= 0 && length != c.cols()) {
            throw new IllegalArgumentException(
                    "bias must have one value per column of c, has " + length + " for c of " + Views.shape(c));
        }
        biasApart("c", c, epilogue);
    }

    /** Without a view of the bias where that cannot be in the output's storage: it would be garbage. */
    private static void biasApart(String outputName, MatrixView<?> output, AnyEpilogue<?> epilogue) {
        Object bias = epilogue.bias();
        boolean elsewhere = bias == null
                || (output.array() != null ? output.array() != bias : output.segment().isNative());
        if (!elsewhere) {
            apart(outputName, output, "bias", Elements.bias(epilogue));
        }
    }

    private static void apart(String name, MatrixView<?> input, MatrixView<?> c) {
        apart("c", c, name, input);
    }
}
