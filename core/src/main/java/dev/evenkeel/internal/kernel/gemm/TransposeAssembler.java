package dev.evenkeel.internal.kernel.gemm;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.HiddenClass;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.RegisterTranspose;
import dev.evenkeel.internal.kernel.simd.VectorCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/**
 * Writes the byte code of {@link TransposeStrip}, {@link TransposeBlock} and {@link FusedDots}. All transpose a block
 * in registers, on as many named vectors as there are lanes ({@link RegisterTranspose}).
 *
 * @param <A> arrays of the element type
 */
public final class TransposeAssembler<A> {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc TRANSPOSE =
            MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int,
                    CD_int);
    private static final MethodTypeDesc MULTIPLY =
            MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_Object, CD_int, CD_int);
    private static final int SOURCE = 1;
    private static final int SOURCE_OFFSET = 2;
    private static final int SOURCE_STRIDE = 3;
    private static final int TARGET = 4;
    private static final int TARGET_OFFSET = 5;
    private static final int TARGET_STRIDE = 6;
    private static final int LINES = 7;
    private static final int BLOCKS = 8;
    private static final int ROWS = 8;
    private static final int X = 4;
    private static final int X_OFFSET = 5;
    private static final int ACC = 6;
    private static final int ACC_OFFSET = 7;
    private static final int DEPTH = 8;
    private static final int TERM = 9;
    private static final int FACTOR = 10;
    private static final int SWAP = 11;
    private static final int FIRST_ROW = 12;

    private final ElementType<A> type;
    private final VectorCode vector;
    private final ClassDesc integers;
    private final int lanes;

    private final RegisterTranspose square;

    /** Before the constants of {@link Lanes} for these vectors. */
    private final String half;

    /** Columns of {@link #dots}. */
    private final int columns;

    /** A row times some columns, whose blocks are transposed in registers. */
    public interface FusedDots<A> {
        /**
         * {@code acc[accOffset + j] = fma(x[xOffset + p], b[bOffset + j·bStride + p], acc[accOffset + j])} for
         * p &lt; depth, ascending for each j &lt; columns.
         *
         * @param depth a multiple of lanes
         */
        void multiply(A b, int bOffset, int bStride, A x, int xOffset, A acc, int accOffset,
                int depth);
    }

    /** Transposes square blocks behind each other in registers. */
    public interface TransposeStrip<A> {
        /**
         * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i &lt;
         * blocks · lanes, j &lt; lanes.
         *
         * @param lines lines of the source: {@code lanes}, or fewer, of which the last is taken for those beyond it
         */
        void transpose(A source, int sourceOffset, int sourceStride, A target, int targetOffset, int targetStride,
                int lines, int blocks);
    }

    /** Transposes a square block, one vector wide, in registers. */
    public interface TransposeBlock<A> {
        /**
         * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i, j &lt;
         * lanes.
         *
         * @param lines lines of the source: {@code lanes}, or fewer of a last or short block, which takes its last line
         * for those beyond it; with 0 nothing is done
         * @param rows rows of the target: {@code lanes}, or fewer of a short block, which reads those beyond as well
         */
        void transpose(A source, int sourceOffset, int sourceStride, A target, int targetOffset,
                int targetStride, int lines, int rows);
    }

    public TransposeAssembler(ElementType<A> type) {
        this(type, false, type.lanes());
    }

    private TransposeAssembler(ElementType<A> type, boolean halves, int columns) {
        this.type = type;
        this.vector = halves ? type.half() : type.whole();
        this.integers = type.integerVector();
        this.lanes = halves ? type.halfLanes() : type.lanes();
        this.square = RegisterTranspose.of(type, halves);
        this.half = halves ? "HALF_" : "";
        this.columns = columns;
    }

    /**
     * For {@link #dots} of float64 alone.
     *
     * @param columns a multiple of the lanes of a whole vector
     * @param halves whether vectors are half as wide, of at least four lanes: two stages in place of three (decision
     * 15)
     */
    public static TransposeAssembler<double[]> ofDoubleDots(int columns, boolean halves) {
        return new TransposeAssembler<>(ElementType.DOUBLE, halves, columns);
    }

    /** Starts of lines are locals: then C2 checks their bounds before the loop, not in it. */
    public TransposeStrip<A> strip() {
        return assemble(TransposeStrip.class, "transpose", TRANSPOSE, (code, self) -> {
            type.arrays(code, SOURCE, TARGET);
            int firstStart = FIRST_ROW + lanes;
            for (int i = 0; i < lanes; i++) {
                code.iload(SOURCE_OFFSET).iload(SOURCE_STRIDE);
                atMostLast(code, i, LINES).imul().iadd().istore(firstStart + i);
            }
            code.iload(BLOCKS).loadConstant(lanes).imul().istore(BLOCKS);
            loop(code, BLOCKS, () -> {
                load(code, firstStart);
                square.write(code, self, FIRST_ROW, SWAP);
                for (int i = 0; i < lanes; i++) {
                    row(code, i).aload(TARGET).iload(TARGET_OFFSET);
                    vector.store(code);
                    advance(code, TARGET_OFFSET, TARGET_STRIDE);
                }
            });
            code.return_();
        });
    }

    /**
     * For blocks of fewer target rows than lanes, and perhaps fewer source lines. What is beyond the last row is stored
     * there before it. A call without lines returns first (decision 4).
     */
    public TransposeBlock<A> shortBlock() {
        return assemble(TransposeBlock.class, "transpose", TRANSPOSE, (code, self) -> {
            Label someLines = code.newLabel();
            code.iload(LINES).ifne(someLines).return_().labelBinding(someLines);
            type.arrays(code, SOURCE, TARGET);
            for (int i = 0; i < lanes; i++) {
                vector.species(code).aload(SOURCE).iload(SOURCE_OFFSET).iload(SOURCE_STRIDE);
                integers(atMostLast(code, i, LINES).imul().iadd()).astore(FIRST_ROW + i);
            }
            square.write(code, self, FIRST_ROW, SWAP);
            for (int i = lanes - 1; i >= 0; i--) {
                row(code, i).aload(TARGET).iload(TARGET_OFFSET).iload(TARGET_STRIDE);
                vector.store(atMostLast(code, i, ROWS).imul().iadd());
            }
            code.return_();
        });
    }

    /** For as many columns as lanes, or as were asked for. */
    public FusedDots<A> dots() {
        return assemble(FusedDots.class, "multiply", MULTIPLY, this::multiply);
    }

    @SuppressWarnings("unchecked") // A class that is made at run time has no type arguments.
    private <T> T assemble(Class<?> kernel, String method, MethodTypeDesc signature, Body body) {
        ClassDesc self =
                ClassDesc.of(TransposeAssembler.class.getPackageName(),
                        type.name() + kernel.getSimpleName() + "Vector");
        byte[] bytes = ClassFile.of().build(self, made -> {
            made.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            HiddenClass.implement(made, kernel);
            square.declare(made);
            made.withMethodBody(CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, code -> {
                square.initialize(code, self);
                code.return_();
            });
            made.withMethodBody(method, signature, ClassFile.ACC_PUBLIC, code -> body.write(code, self));
        });
        return (T) HiddenClass.instance(MethodHandles.lookup(), bytes, kernel);
    }

    private interface Body {
        void write(CodeBuilder code, ClassDesc self);
    }

    /** Pushes {@code i}, or the last number below the count in that local. */
    private static CodeBuilder atMostLast(CodeBuilder code, int i, int count) {
        code.loadConstant(i).iload(count).iconst_1().isub();
        return code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
    }

    /** Does {@code body} for {@link #TERM} = 0, lanes … below the limit in that local. */
    private void loop(CodeBuilder code, int limit, Runnable body) {
        Label next = code.newLabel();
        Label done = code.newLabel();
        code.iconst_0().istore(TERM);
        code.labelBinding(next).iload(TERM).iload(limit).if_icmpge(done);
        body.run();
        code.iinc(TERM, lanes).goto_(next).labelBinding(done);
    }

    /** Loads a block, whose lines begin at {@link #TERM} behind these locals. */
    private void load(CodeBuilder code, int firstStart) {
        for (int i = 0; i < lanes; i++) {
            vector.species(code).aload(SOURCE).iload(firstStart + i).iload(TERM).iadd();
            integers(code).astore(FIRST_ROW + i);
        }
    }

    /**
     * Writes {@link FusedDots}. A call without terms returns first (decision 4). Starts of columns and rows are locals:
     * then C2 checks bounds before the loop, not in it.
     */
    private void multiply(CodeBuilder code, ClassDesc self) {
        Label someTerms = code.newLabel();
        code.iload(DEPTH).ifne(someTerms).return_().labelBinding(someTerms);
        type.arrays(code, SOURCE, X, ACC);
        int firstStart = FIRST_ROW + lanes;
        int firstSum = firstStart + columns;
        for (int i = 0; i < columns; i++) {
            code.iload(SOURCE_OFFSET).istore(firstStart + i);
            advance(code, SOURCE_OFFSET, SOURCE_STRIDE);
        }
        for (int block = 0; block < columns / lanes; block++) {
            vector.species(code).aload(ACC).iload(ACC_OFFSET).loadConstant(block * lanes).iadd();
            vector.load(code).astore(firstSum + block);
        }
        loop(code, DEPTH, () -> {
            for (int block = 0; block < columns / lanes; block++) {
                load(code, firstStart + block * lanes);
                square.write(code, self, FIRST_ROW, SWAP);
                addTerms(code, firstSum + block);
            }
        });
        for (int block = 0; block < columns / lanes; block++) {
            vector.exact(code.aload(firstSum + block)).aload(ACC).iload(ACC_OFFSET).loadConstant(block * lanes).iadd();
            vector.store(code);
        }
        code.return_();
    }

    /** Adds the terms of a transposed block to the sums of its columns. */
    private void addTerms(CodeBuilder code, int sum) {
        for (int p = 0; p < lanes; p++) {
            row(code, p).astore(FACTOR);
            vector.species(code).aload(X).iload(X_OFFSET).iload(TERM).iadd().loadConstant(p).iadd();
            type.element(code);
            vector.broadcast(code).aload(FACTOR).aload(sum);
            vector.fma(code).astore(sum);
        }
    }

    private CodeBuilder integers(CodeBuilder code) {
        return VectorCode.reinterpret(vector.load(code), type.vector(), half + type.integers(), integers);
    }

    private CodeBuilder row(CodeBuilder code, int i) {
        return VectorCode.reinterpret(code.aload(FIRST_ROW + i), integers, half + type.species(), type.vector());
    }

    private static void advance(CodeBuilder code, int offset, int stride) {
        code.iload(offset).iload(stride).iadd().istore(offset);
    }
}
