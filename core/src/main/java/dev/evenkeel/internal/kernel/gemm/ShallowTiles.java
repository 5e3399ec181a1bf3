package dev.evenkeel.internal.kernel.gemm;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.evenkeel.internal.kernel.simd.HiddenClass;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import dev.evenkeel.internal.kernel.simd.VectorCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Columns of C of a few terms: B's panel stays in registers while the rows pass by, because a tile would take longer to
 * begin and to end than for its terms (decision 28).
 */
final class ShallowTiles {
    /** Most terms (decision 28). */
    private static final int MOST_TERMS = 8;

    /** Most terms of few rows. */
    private static final int MOST_TERMS_OF_FEW_ROWS = 4;

    /** Most of these. */
    private static final int FEW_ROWS = 5;

    /** Most vectors of B in registers; what sums and factors leave of 32, and of 16. */
    private static final int MOST_VECTORS = Lanes.REGISTERS == 32 ? 16 : 8;

    private static final int LANES = Lanes.FLOATS.length();
    private static final int HALF_LANES = Lanes.HALF_FLOATS.length();
    private static final int WIDTHS = VectorGemm.NR / HALF_LANES;
    private static final ScalarGemm SCALAR = new ScalarGemm();

    private final boolean tiered;
    private final AtomicReferenceArray<TieredOperation<Kernel>> operations =
            new AtomicReferenceArray<>((MOST_TERMS + 1) * WIDTHS * 4);

    /** A panel of the width and the terms that it was made for, under {@code rows} rows of A and C. */
    interface Kernel {
        /** As {@link MicroKernel}, which has the terms in place of the rows. */
        void multiply(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, float[] c, int cOffset,
                int cStride, int rows, int alphaBits);
    }

    /** @param tiered whether scalar code takes a kernel's place until it is compiled */
    ShallowTiles(boolean tiered) {
        this.tiered = tiered;
    }

    /** Whether they are faster than other tiles. */
    static boolean areFaster(int rows, int depth) {
        return depth <= (rows <= FEW_ROWS ? MOST_TERMS_OF_FEW_ROWS : MOST_TERMS);
    }

    /** Does what {@link GemmKernel#column} does; {@code aStride} is the stride of A that is not 1. */
    void column(boolean alongRows, float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride,
            int columns, float[] c, int cOffset, int cStride, int rows, int depth, int alphaBits, boolean add) {
        int vectors = Math.ceilDiv(columns, LANES);
        int parts = Math.ceilDiv(vectors, MOST_VECTORS / depth);
        int widest = Math.ceilDiv(vectors, parts) * LANES;
        // From the last part on: what it stores beyond a row's end is the next row's first part.
        for (int j = (parts - 1) * widest; j >= 0; j -= widest) {
            TieredOperation<Kernel> operation = operation(depth, Math.min(widest, columns - j), alongRows, add);
            Kernel kernel = operation.kernel();
            long start = operation.start();
            kernel.multiply(a, aOffset, aStride, b, bOffset + j, bStride, c, cOffset + j, cStride, rows, alphaBits);
            operation.end(rows, start);
        }
    }

    /** Whether scalar code still stands in for that kernel. */
    boolean usesScalarCode(int depth, int columns, boolean alongRows, boolean add) {
        return operation(depth, columns, alongRows, add).isStandIn();
    }

    private TieredOperation<Kernel> operation(int depth, int columns, boolean alongRows, boolean add) {
        int index = ((depth * WIDTHS + columns / HALF_LANES - 1) << 1 | (alongRows ? 1 : 0)) << 1 | (add ? 1 : 0);
        TieredOperation<Kernel> known = operations.get(index);
        return known != null ? known : make(index, new Assembler(depth, columns, alongRows, add));
    }

    private TieredOperation<Kernel> make(int index, Assembler assembler) {
        TieredOperation<Kernel> made = tiered
                ? new TieredOperation<>(assembler.scalar(), assembler::assemble, assembler::trial)
                : TieredOperation.settled(assembler.assemble());
        return operations.compareAndSet(index, null, made) ? made : operations.get(index);
    }

    /** Writes the byte code of one kernel; without terms beyond its own and without bounds but those of arrays. */
    private record Assembler(int depth, int columns, boolean alongRows, boolean add) {
        private static final MethodTypeDesc MULTIPLY = MethodTypeDesc.of(
                CD_void, VectorCode.FLOATS, CD_int, CD_int, VectorCode.FLOATS, CD_int, CD_int, VectorCode.FLOATS,
                CD_int, CD_int, CD_int, CD_int);
        private static final int A = 1;
        private static final int A_ROW = 2;
        private static final int A_STRIDE = 3;
        private static final int B = 4;
        private static final int B_OFFSET = 5;
        private static final int B_STRIDE = 6;
        private static final int C = 7;
        private static final int C_ROW = 8;
        private static final int C_STRIDE = 9;
        private static final int ROWS = 10;
        private static final int ALPHA_BITS = 11;
        private static final int ALPHA = 12;
        private static final int HALF_ALPHA = 13;
        private static final int FACTOR = 14;
        private static final int HALF_FACTOR = 15;
        private static final int FIRST_DISTANCE = 16;
        private static final VectorCode WHOLE = new VectorCode("FLOATS");
        private static final VectorCode HALF = new VectorCode("HALF_FLOATS");

        /** Row by row: a tile of the scalar kernel has other limits. */
        Kernel scalar() {
            return (a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, rows, alphaBits) -> SCALAR.column(a,
                    aOffset, alongRows ? aStride : 1, alongRows ? 1 : aStride, b, bOffset, bStride, columns, c,
                    cOffset, cStride, rows, depth, Float.intBitsToFloat(alphaBits), add);
        }

        /** A unit is a row. */
        Runnable trial(Kernel kernel, int units) {
            float[] a = new float[depth * units];
            float[] b = new float[depth * columns];
            float[] c = new float[units * columns];
            return () -> kernel.multiply(a, 0, alongRows ? depth : units, b, 0, columns, c, 0, columns, units, 0);
        }

        Kernel assemble() {
            String name =
                    "GemmShallow" + depth + "x" + columns + (alongRows ? "Rows" : "Depth") + (add ? "Add" : "Set");
            byte[] bytes = ClassFile.of().build(ClassDesc.of(Assembler.class.getPackageName(), name), type -> {
                type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
                HiddenClass.implement(type, Kernel.class);
                type.withMethodBody("multiply", MULTIPLY, ClassFile.ACC_PUBLIC, this::multiply);
            });
            return HiddenClass.instance(MethodHandles.lookup(), bytes, Kernel.class);
        }

        /**
         * A call without rows returns first. For 2 terms of 1 vector, A along rows, nothing added, this is the rest as
         * Java:
         *
         * <pre>{@code
         * FloatVector b0 = FloatVector.fromArray(FLOATS, b, bOffset);
         * FloatVector b1 = FloatVector.fromArray(FLOATS, b, bOffset + bStride * 1);
         * FloatVector alpha = FLOATS_CLASS.cast(FloatVector.broadcast(FLOATS, Float.intBitsToFloat(alphaBits)));
         * for (; rows > 0; rows--, aRow += aStride, cRow += cStride) {
         *     FloatVector sum = FloatVector.broadcast(FLOATS, a[aRow]).fma(b0, FloatVector.zero(FLOATS));
         *     sum = FloatVector.broadcast(FLOATS, a[aRow + 1]).fma(b1, sum);
         *     FLOATS_CLASS.cast(alpha.mul(sum)).intoArray(c, cRow);
         * }
         * }</pre>
         */
        private void multiply(CodeBuilder code) {
            Label someRows = code.newLabel();
            code.iload(ROWS).ifne(someRows).return_().labelBinding(someRows);
            for (int p = 1; p < depth && !alongRows; p++) {
                code.iload(A_STRIDE).loadConstant(p).imul().istore(FIRST_DISTANCE + p);
            }
            loadB(code);
            for (int j = 0; j < vectors(); j++) {
                if (isFirstOfItsWidth(j)) {
                    vector(j).species(code).iload(ALPHA_BITS).invokestatic(ConstantDescs.CD_Float, "intBitsToFloat",
                            MethodTypeDesc.of(CD_float, CD_int));
                    vector(j).exact(vector(j).broadcast(code)).astore(alpha(j));
                }
            }
            Label next = code.newLabel();
            Label done = code.newLabel();
            code.labelBinding(next).iload(ROWS).ifle(done);
            sums(code);
            store(code);
            code.iload(A_ROW);
            (alongRows ? code.iload(A_STRIDE) : code.iconst_1()).iadd().istore(A_ROW);
            code.iload(C_ROW).iload(C_STRIDE).iadd().istore(C_ROW);
            code.iinc(ROWS, -1).goto_(next).labelBinding(done).return_();
        }

        private void loadB(CodeBuilder code) {
            for (int p = 0; p < depth; p++) {
                for (int j = 0; j < vectors(); j++) {
                    vector(j).species(code).aload(B).iload(B_OFFSET);
                    if (p > 0) {
                        code.iload(B_STRIDE).loadConstant(p).imul().iadd();
                    }
                    vector(j).load(plus(code, j)).astore(ofB(p, j));
                }
            }
        }

        private void sums(CodeBuilder code) {
            for (int p = 0; p < depth; p++) {
                for (int j = 0; j < vectors(); j++) {
                    if (isFirstOfItsWidth(j)) {
                        vector(j).species(code).aload(A).iload(A_ROW);
                        if (p > 0) {
                            (alongRows ? code.loadConstant(p) : code.iload(FIRST_DISTANCE + p)).iadd();
                        }
                        vector(j).broadcast(code.faload()).astore(factor(j));
                    }
                    code.aload(factor(j)).aload(ofB(p, j));
                    if (p == 0) {
                        vector(j).zero(vector(j).species(code));
                    } else {
                        code.aload(sum(j));
                    }
                    vector(j).fma(code).astore(sum(j));
                }
            }
        }

        private void store(CodeBuilder code) {
            for (int j = 0; j < vectors(); j++) {
                code.aload(alpha(j)).aload(sum(j));
                if (add) {
                    vector(j).species(code).aload(C).iload(C_ROW);
                    vector(j).fma(vector(j).load(plus(code, j)));
                } else {
                    vector(j).multiply(code);
                }
                vector(j).exact(code).aload(C).iload(C_ROW);
                vector(j).store(plus(code, j));
            }
        }

        /** index → index of vector j. */
        private static CodeBuilder plus(CodeBuilder code, int j) {
            return j == 0 ? code : code.loadConstant(j * LANES).iadd();
        }

        private int vectors() {
            return Math.ceilDiv(columns, LANES);
        }

        private VectorCode vector(int j) {
            return (j + 1) * LANES > columns ? HALF : WHOLE;
        }

        /** Whether those of its width begin with vector j: they share a broadcast. */
        private boolean isFirstOfItsWidth(int j) {
            return j == 0 || vector(j) != vector(j - 1);
        }

        private int alpha(int j) {
            return vector(j) == HALF ? HALF_ALPHA : ALPHA;
        }

        private int factor(int j) {
            return vector(j) == HALF ? HALF_FACTOR : FACTOR;
        }

        private int ofB(int p, int j) {
            return FIRST_DISTANCE + depth + p * vectors() + j;
        }

        private int sum(int j) {
            return ofB(depth, j);
        }
    }
}
