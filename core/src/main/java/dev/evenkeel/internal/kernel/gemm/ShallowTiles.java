package dev.evenkeel.internal.kernel.gemm;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.HiddenClass;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import dev.evenkeel.internal.kernel.simd.VectorCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Columns of C of a few terms: B's panel stays in registers while the rows pass by, because a tile would take longer to
 * begin and to end than for its terms (decision 28).
 *
 * @param <T> arrays of the element type
 */
final class ShallowTiles<T> {
    /** Most terms (decision 28). */
    private static final int MOST_TERMS = 8;

    /** Most terms of few rows. */
    private static final int MOST_TERMS_OF_FEW_ROWS = 4;

    /** Most of these. */
    private static final int FEW_ROWS = 5;

    /** Most vectors of B in registers; what sums and factors leave of 32, and of 16. */
    private static final int MOST_VECTORS = Lanes.REGISTERS == 32 ? 16 : 8;

    private final ElementType<T> type;
    private final GemmKernel<T> scalar;
    private final boolean tiered;

    /** Different widths. */
    private final int widths;

    /** Columns of a vector and of half of one, as powers of 2: small products wait for a division (decision 13). */
    private final int laneShift;

    private final int halfShift;

    private final AtomicReferenceArray<TieredOperation<Kernel<T>>> operations;

    /** A panel of the width and the terms that it was made for, under {@code rows} rows of A and C. */
    interface Kernel<T> {
        /** As {@link MicroKernel}, which has the terms in place of the rows. */
        void multiply(T a, int aOffset, int aStride, T b, int bOffset, int bStride, T c, int cOffset, int cStride,
                int rows, long alphaBits);
    }

    /**
     * Kernels of all widths.
     *
     * @param scalar the specification
     * @param widest columns of the widest one
     * @param tiered whether scalar code takes a kernel's place until it is compiled
     */
    ShallowTiles(ElementType<T> type, GemmKernel<T> scalar, int widest, boolean tiered) {
        this.type = type;
        this.scalar = scalar;
        this.tiered = tiered;
        this.laneShift = Integer.numberOfTrailingZeros(type.lanes());
        this.halfShift = Integer.numberOfTrailingZeros(type.halfLanes());
        this.widths = widest / type.halfLanes();
        this.operations = new AtomicReferenceArray<>((MOST_TERMS + 1) * widths * 4);
    }

    /** Whether they are faster than other tiles. */
    static boolean areFaster(int rows, int depth) {
        return depth <= (rows <= FEW_ROWS ? MOST_TERMS_OF_FEW_ROWS : MOST_TERMS);
    }

    /** Does what {@link GemmKernel#column} does; {@code aStride} is the stride of A that is not 1. */
    void column(boolean alongRows, T a, int aOffset, int aStride, T b, int bOffset, int bStride, int columns, T c,
            int cOffset, int cStride, int rows, int depth, long alphaBits, boolean add) {
        int lanes = type.lanes();
        int vectors = columns + lanes - 1 >> laneShift;
        int parts = Math.ceilDiv(vectors, MOST_VECTORS / depth);
        int widest = Math.ceilDiv(vectors, parts) * lanes;
        // From the last part on: what it stores beyond a row's end is the next row's first part.
        for (int j = (parts - 1) * widest; j >= 0; j -= widest) {
            TieredOperation<Kernel<T>> operation = operation(depth, Math.min(widest, columns - j), alongRows, add);
            Kernel<T> kernel = operation.kernel();
            long start = operation.start();
            kernel.multiply(a, aOffset, aStride, b, bOffset + j, bStride, c, cOffset + j, cStride, rows, alphaBits);
            operation.end(rows, start);
        }
    }

    /** Whether scalar code still stands in for that kernel. */
    boolean usesScalarCode(int depth, int columns, boolean alongRows, boolean add) {
        return operation(depth, columns, alongRows, add).isStandIn();
    }

    private TieredOperation<Kernel<T>> operation(int depth, int columns, boolean alongRows, boolean add) {
        int index = ((depth * widths + (columns >> halfShift) - 1) << 1 | (alongRows ? 1 : 0)) << 1 | (add ? 1 : 0);
        TieredOperation<Kernel<T>> known = operations.get(index);
        return known != null ? known : make(index, new Assembler<>(type, scalar, depth, columns, alongRows, add));
    }

    private TieredOperation<Kernel<T>> make(int index, Assembler<T> assembler) {
        TieredOperation<Kernel<T>> made = tiered
                ? new TieredOperation<>(assembler.scalar(), assembler::assemble, assembler::trial)
                : TieredOperation.settled(assembler.assemble());
        return operations.compareAndSet(index, null, made) ? made : operations.get(index);
    }

    /** Writes the byte code of one kernel; without terms beyond its own and without bounds but those of arrays. */
    private record Assembler<T>(ElementType<T> type, GemmKernel<T> specification, int depth, int columns,
            boolean alongRows, boolean add) {
        private static final MethodTypeDesc MULTIPLY = MethodTypeDesc.of(
                CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int,
                CD_long);
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
        private static final int ALPHA = 13;
        private static final int HALF_ALPHA = 14;
        private static final int FACTOR = 15;
        private static final int HALF_FACTOR = 16;
        private static final int FIRST_DISTANCE = 17;

        /** Row by row: a tile of the scalar kernel has other limits. */
        Kernel<T> scalar() {
            return (a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, rows, alphaBits) -> specification
                    .column(a,
                            aOffset, alongRows ? aStride : 1, alongRows ? 1 : aStride, b, bOffset, bStride, columns, c,
                            cOffset, cStride, rows, depth, Double.longBitsToDouble(alphaBits), add);
        }

        /** A unit is a row. */
        Runnable trial(Kernel<T> kernel, int units) {
            T a = type.newArray(depth * units);
            T b = type.newArray(depth * columns);
            T c = type.newArray(units * columns);
            return () -> kernel.multiply(a, 0, alongRows ? depth : units, b, 0, columns, c, 0, columns, units, 0);
        }

        @SuppressWarnings("unchecked") // A class that is made at run time has no type arguments.
        Kernel<T> assemble() {
            String name = type.name()
                    + "GemmShallow" + depth + "x" + columns + (alongRows ? "Rows" : "Depth") + (add ? "Add" : "Set");
            byte[] bytes = ClassFile.of().build(ClassDesc.of(Assembler.class.getPackageName(), name), made -> {
                made.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
                HiddenClass.implement(made, Kernel.class);
                made.withMethodBody("multiply", MULTIPLY, ClassFile.ACC_PUBLIC, this::multiply);
            });
            return HiddenClass.instance(MethodHandles.lookup(), bytes, Kernel.class);
        }

        /**
         * A call without rows returns first. For 2 terms of 1 vector of floats, A along rows, nothing added, this is
         * the rest as Java:
         *
         * <pre>{@code
         * FloatVector b0 = FloatVector.fromArray(FLOATS, b, bOffset);
         * FloatVector b1 = FloatVector.fromArray(FLOATS, b, bOffset + bStride * 1);
         * FloatVector alpha = FLOATS_CLASS.cast(FloatVector.broadcast(FLOATS, (float) Double.longBitsToDouble(alphaBits)));
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
            type.arrays(code, A, B, C);
            for (int p = 1; p < depth && !alongRows; p++) {
                code.iload(A_STRIDE).loadConstant(p).imul().istore(FIRST_DISTANCE + p);
            }
            loadB(code);
            for (int j = 0; j < vectors(); j++) {
                if (isFirstOfItsWidth(j)) {
                    type.ofBits(vector(j).species(code).lload(ALPHA_BITS));
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
                        vector(j).broadcast(type.element(code)).astore(factor(j));
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
        private CodeBuilder plus(CodeBuilder code, int j) {
            return j == 0 ? code : code.loadConstant(j * type.lanes()).iadd();
        }

        private int vectors() {
            return Math.ceilDiv(columns, type.lanes());
        }

        private boolean isHalf(int j) {
            return (j + 1) * type.lanes() > columns;
        }

        private VectorCode vector(int j) {
            return isHalf(j) ? type.half() : type.whole();
        }

        /** Whether those of its width begin with vector j: they share a broadcast. */
        private boolean isFirstOfItsWidth(int j) {
            return j == 0 || isHalf(j) != isHalf(j - 1);
        }

        private int alpha(int j) {
            return isHalf(j) ? HALF_ALPHA : ALPHA;
        }

        private int factor(int j) {
            return isHalf(j) ? HALF_FACTOR : FACTOR;
        }

        private int ofB(int p, int j) {
            return FIRST_DISTANCE + depth + p * vectors() + j;
        }

        private int sum(int j) {
            return ofB(depth, j);
        }
    }
}
