package dev.evenkeel.gemm;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/** Checks the arguments of a product before anything is written. */
final class GemmChecks {
    private GemmChecks() {}

    static void operands(Matrix a, Matrix b, Matrix c, Epilogue epilogue, Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        requireNonNull(c, epilogue, execution);
        shapes(a.rows(), a.cols(), b.rows(), b.cols(), c);
        OperandChecks.readable("b", b, execution);
        common(a, c, epilogue, execution);
        apart("b", b, c);
        if (epilogue.preActivation() != null) {
            apart("preActivation", epilogue.preActivation(), "b", b);
        }
    }

    static void operands(Matrix a, PackedMatrix b, Matrix c, Epilogue epilogue, Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        requireNonNull(c, epilogue, execution);
        shapes(a.rows(), a.cols(), b.rows(), b.cols(), c);
        common(a, c, epilogue, execution);
    }

    static void batches(MatrixBatch a, MatrixBatch b, MatrixBatch c, Epilogue epilogue, Execution execution) {
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
        if (epilogue.preActivation() != null || epilogue.backward() != null) {
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
        if (epilogue.bias() != null) {
            apart("bias", MatrixBatch.of(Matrix.of(epilogue.bias(), 1, epilogue.bias().length), 1, 0), c);
        }
    }

    private static void apart(String name, MatrixBatch input, MatrixBatch c) {
        if (Views.overlap(input, c)) {
            throw new IllegalArgumentException("c overlaps " + name + ": c is " + c + ", " + name + " is " + input);
        }
    }

    private static void requireNonNull(Matrix c, Epilogue epilogue, Execution execution) {
        Objects.requireNonNull(c, "c");
        Objects.requireNonNull(epilogue, "epilogue");
        Objects.requireNonNull(execution, "execution");
    }

    private static void shapes(int aRows, int aCols, int bRows, int bCols, Matrix c) {
        if (aCols != bRows || aRows != c.rows() || bCols != c.cols()) {
            throw new IllegalArgumentException("shapes do not match: a is " + aRows + " × " + aCols + ", b is " + bRows
                    + " × " + bCols + ", c is " + Views.shape(c) + "; expected m × k, k × n and m × n");
        }
    }

    private static void common(Matrix a, Matrix c, Epilogue epilogue, Execution execution) {
        OperandChecks.usable(execution);
        OperandChecks.readable("a", a, execution);
        OperandChecks.readable("c", c, execution);
        OperandChecks.writable("c", c, Overlap.within(c));
        apart("a", a, c);
        bias(c, epilogue.bias());
        if (epilogue.preActivation() != null) {
            preActivation(epilogue.preActivation(), a, c, epilogue, execution);
        }
        if (epilogue.backward() != null) {
            Matrix at = epilogue.backward().at();
            String name = epilogue.backward().fromOutput() ? "y of the epilogue" : "x of the epilogue";
            ofShapeOfC(name, at, c);
            OperandChecks.readable(name, at, execution);
            apart(name, at, c);
        }
    }

    private static void preActivation(Matrix kept, Matrix a, Matrix c, Epilogue epilogue, Execution execution) {
        ofShapeOfC("preActivation", kept, c);
        OperandChecks.readable("preActivation", kept, execution);
        OperandChecks.writable("preActivation", kept, Overlap.within(kept));
        apart("preActivation", kept, c);
        apart("preActivation", kept, "a", a);
        biasApart("preActivation", kept, epilogue.bias());
        if (epilogue.backward() != null) {
            apart("preActivation", kept, "the epilogue's derivative", epilogue.backward().at());
        }
    }

    private static void ofShapeOfC(String name, Matrix m, Matrix c) {
        if (m.rows() != c.rows() || m.cols() != c.cols()) {
            throw new IllegalArgumentException(
                    name + " must have the shape of c, is " + Views.shape(m) + " for c of " + Views.shape(c));
        }
    }

    private static void apart(String outputName, Matrix output, String name, Matrix input) {
        if (Overlap.between(input, output)) {
            throw new IllegalArgumentException(outputName + " overlaps " + name + ": " + outputName + " is "
                    + Views.description(output) + ", " + name + " is " + Views.description(input));
        }
    }

    private static void bias(Matrix c, float[] bias) {
        if (bias == null) {
            return;
        }
        if (bias.length != c.cols()) {
            throw new IllegalArgumentException(
                    "bias must have one value per column of c, has " + bias.length + " for c of " + Views.shape(c));
        }
        biasApart("c", c, bias);
    }

    /** Without a view of the bias where that cannot be in the output's storage: it would be garbage. */
    private static void biasApart(String outputName, Matrix output, float[] bias) {
        boolean elsewhere = bias == null
                || (output.array() != null ? output.array() != bias : output.segment().isNative());
        if (!elsewhere) {
            apart(outputName, output, "bias", Matrix.of(bias, 1, bias.length));
        }
    }

    private static void apart(String name, Matrix input, Matrix c) {
        apart("c", c, name, input);
    }
}
