package dev.evenkeel.internal.kernel.gemm;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.HiddenClass;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.VectorCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/**
 * Writes the byte code of one {@link MicroKernel}. Why byte code, why one tile a call and why the cast: decision 3; why
 * no masks: decision 5. No bounds are checked but by the array accesses themselves.
 *
 * @param <T> arrays of the element type
 */
final class MicroKernelAssembler<T> {
    private static final MethodTypeDesc MULTIPLY = MethodTypeDesc.of(
            CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int, CD_long);
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc MIN = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    private static final int A = 1;
    private static final int A_OFFSET = 2;
    private static final int A_STRIDE = 3;
    private static final int B = 4;
    private static final int B_OFFSET = 5;
    private static final int B_STRIDE = 6;
    private static final int C = 7;
    private static final int C_OFFSET = 8;
    private static final int C_STRIDE = 9;
    private static final int DEPTH = 10;
    private static final int ALPHA_BITS = 11;
    private static final int B_ROW = 13;
    /** In the place of B's row, which is over then. */
    private static final int C_ROW = B_ROW;
    private static final int LIMIT = 14;
    private static final int INDEX = 15;
    private static final int BROADCAST = 16;
    private static final int HALF_BROADCAST = 17;
    private static final int FIRST_ROW = 18;

    private final ElementType<T> type;
    private final VectorCode whole;
    private final VectorCode half;
    private final int rows;
    private final int columns;
    private final int lanes;
    private final int vectors;
    private final boolean alongRows;
    private final boolean add;

    /** Whether the distances of rows are locals, in A along its columns as well: decision 3. */
    private final boolean hasDistances;

    private final int firstLoad;
    private final int firstAccumulator;

    /**
     * A tile in one of two forms.
     *
     * @param halves whether it is made of vectors of half the width; otherwise of whole ones, and one of half the width
     * for columns beyond them
     */
    MicroKernelAssembler(ElementType<T> type, int rows, int columns, boolean alongRows, boolean add, boolean halves) {
        this.type = type;
        this.whole = type.whole();
        this.half = type.half();
        this.rows = rows;
        this.columns = columns;
        this.lanes = halves ? type.halfLanes() : type.lanes();
        this.vectors = Math.ceilDiv(columns, lanes);
        this.alongRows = alongRows;
        this.add = add;
        this.hasDistances = alongRows || Lanes.REGISTERS == 16;
        this.firstLoad = FIRST_ROW + Math.max(2, rows);
        this.firstAccumulator = firstLoad + this.vectors;
    }

    @SuppressWarnings("unchecked") // A class that is made at run time has no type arguments.
    MicroKernel<T> assemble() {
        String name =
                type.name() + "GemmTile" + rows + "x" + columns + (alongRows ? "Rows" : "Depth") + (add ? "Add" : "Set")
                        + (lanes < type.lanes() ? "Halves" : "");
        byte[] bytes = ClassFile.of().build(ClassDesc.of(MicroKernelAssembler.class.getPackageName(), name), tile -> {
            tile.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            HiddenClass.implement(tile, MicroKernel.class);
            tile.withMethodBody("multiply", MULTIPLY, ClassFile.ACC_PUBLIC, this::multiply);
        });
        return HiddenClass.instance(MethodHandles.lookup(), bytes, MicroKernel.class);
    }

    /**
     * A call without terms returns first. For 2 rows of 1 vector of floats, A along rows, nothing added, this is the
     * rest as Java:
     *
     * <pre>{@code
     * float[] a = (float[]) aArray, b = (float[]) bArray, c = (float[]) cArray;
     * int distance1 = aStride;
     * FloatVector acc0 = FloatVector.zero(FLOATS), acc1 = FloatVector.zero(FLOATS);
     * int limit = aOffset + depth;
     * for (int index = aOffset, bRow = bOffset; index < limit; index++, bRow += bStride) {
     *     FloatVector b0 = FloatVector.fromArray(FLOATS, b, bRow);
     *     FloatVector x = FloatVector.broadcast(FLOATS, a[index]);
     *     acc0 = x.fma(b0, acc0);
     *     x = FloatVector.broadcast(FLOATS, a[index + distance1]);
     *     acc1 = x.fma(b0, acc1);
     * }
     * FloatVector alpha = FLOATS_CLASS.cast(FloatVector.broadcast(FLOATS, (float) Double.longBitsToDouble(alphaBits)));
     * FLOATS_CLASS.cast(alpha.mul(acc0)).intoArray(c, cOffset);
     * FLOATS_CLASS.cast(alpha.mul(acc1)).intoArray(c, cOffset + cStride * 1);
     * }</pre>
     */
    private void multiply(CodeBuilder code) {
        Label someTerms = code.newLabel();
        code.iload(DEPTH).ifne(someTerms).return_().labelBinding(someTerms);
        type.arrays(code, A, B, C);
        if (hasDistances) {
            rowDistances(code);
        }
        Label nextTerm = code.newLabel();
        Label termsDone = code.newLabel();
        for (int k = 0; k < rows * vectors; k++) {
            VectorCode vector = vector(k % vectors);
            vector.zero(vector.species(code)).astore(firstAccumulator + k);
        }
        if (alongRows) {
            code.iload(A_OFFSET).istore(INDEX);
            code.iload(A_OFFSET).iload(DEPTH).iadd().istore(LIMIT);
        } else {
            code.iload(A_OFFSET).istore(FIRST_ROW);
            code.iconst_0().istore(INDEX);
            code.iload(DEPTH).istore(LIMIT);
        }
        code.iload(B_OFFSET).istore(B_ROW);
        code.labelBinding(nextTerm).iload(INDEX).iload(LIMIT).if_icmpge(termsDone);
        terms(code);
        code.iinc(INDEX, 1).goto_(nextTerm).labelBinding(termsDone);
        store(code);
        code.return_();
    }

    /**
     * Stores the distance of row i from row 0, for i ≥ 1. Along columns it is i, which C2 must not know: there are some
     * terms, so that the lesser of their number and 1 is 1.
     */
    private void rowDistances(CodeBuilder code) {
        if (alongRows) {
            code.iload(A_STRIDE);
        } else {
            code.iload(DEPTH).iconst_1().invokestatic(MATH, "min", MIN);
        }
        code.istore(FIRST_ROW + 1);
        for (int i = 2; i < rows; i++) {
            code.iload(FIRST_ROW + i - 1).iload(FIRST_ROW + 1).iadd().istore(FIRST_ROW + i);
        }
    }

    private void terms(CodeBuilder code) {
        for (int j = 0; j < vectors; j++) {
            load(code, B, B_ROW, j).astore(firstLoad + j);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
                if (needsBroadcast(j)) {
                    vector(j).species(code).aload(A);
                    vector(j).broadcast(type.element(element(code, i))).astore(broadcast(j));
                }
                int accumulator = firstAccumulator + i * vectors + j;
                code.aload(broadcast(j)).aload(firstLoad + j).aload(accumulator);
                vector(j).fma(code).astore(accumulator);
            }
        }
        code.iload(B_ROW).iload(B_STRIDE).iadd().istore(B_ROW);
        if (!alongRows) {
            code.iload(FIRST_ROW).iload(A_STRIDE).iadd().istore(FIRST_ROW);
        }
    }

    /** Index of row i's element of A. */
    private CodeBuilder element(CodeBuilder code, int i) {
        code.iload(alongRows ? INDEX : FIRST_ROW);
        if (!hasDistances) {
            return code.loadConstant(i).iadd();
        }
        return i == 0 ? code : code.iload(FIRST_ROW + i).iadd();
    }

    /** Rows are reckoned from the first, as a chain of sums becomes a sum of all before it (decision 18). */
    private void store(CodeBuilder code) {
        for (int j = 0; j < vectors; j++) {
            if (needsBroadcast(j)) {
                type.ofBits(vector(j).species(code).lload(ALPHA_BITS));
                vector(j).exact(vector(j).broadcast(code)).astore(broadcast(j));
            }
        }
        for (int i = 0; i < rows; i++) {
            code.iload(C_OFFSET).iload(C_STRIDE).loadConstant(i).imul().iadd().istore(C_ROW);
            for (int j = 0; j < vectors; j++) {
                code.aload(broadcast(j)).aload(firstAccumulator + i * vectors + j);
                if (add) {
                    vector(j).fma(load(code, C, C_ROW, j));
                } else {
                    vector(j).multiply(code);
                }
                vector(j).exact(code).aload(C);
                at(code, C_ROW, j);
                vector(j).store(code);
            }
        }
    }

    private CodeBuilder load(CodeBuilder code, int array, int offset, int j) {
        vector(j).species(code).loadLocal(TypeKind.REFERENCE, array);
        at(code, offset, j);
        return vector(j).load(code);
    }

    private void at(CodeBuilder code, int offset, int j) {
        code.iload(offset);
        if (j > 0) {
            code.loadConstant(j * lanes).iadd();
        }
    }

    private VectorCode vector(int j) {
        return lanes < type.lanes() || (j + 1) * type.lanes() > columns ? half : whole;
    }

    /** Whether vector j is the first of its width: those of one width share a broadcast. */
    private boolean needsBroadcast(int j) {
        return j == 0 || vector(j) != vector(j - 1);
    }

    private int broadcast(int j) {
        return vector(j) == half ? HALF_BROADCAST : BROADCAST;
    }
}
