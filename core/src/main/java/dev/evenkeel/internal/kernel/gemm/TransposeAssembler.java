package dev.evenkeel.internal.kernel.gemm;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.evenkeel.internal.kernel.simd.HiddenClass;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.VectorCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.IntVector;

/**
 * Writes the byte code of {@link TransposeBlock} and {@link FusedDots}. Both transpose a block in registers, on as many
 * named vectors as there are lanes, and on integers, because a selection of floats converts its indices each time
 * (decision 3).
 */
final class TransposeAssembler {
    private static final ClassDesc INT_VECTOR = ClassDesc.of("jdk.incubator.vector.IntVector");
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final VectorCode VECTOR = new VectorCode("FLOATS");
    private static final MethodTypeDesc TRANSPOSE =
            MethodTypeDesc.of(CD_void, VectorCode.FLOATS, CD_int, CD_int, VectorCode.FLOATS, CD_int, CD_int, CD_int,
                    CD_int);
    private static final MethodTypeDesc MULTIPLY =
            MethodTypeDesc.of(CD_void, VectorCode.FLOATS, CD_int, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS,
                    CD_int, CD_int);
    private static final MethodTypeDesc PATTERN = MethodTypeDesc.of(INT_VECTOR, CD_int);
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
    private static final int SUM = 12;
    private static final int FIRST_ROW = 13;

    private final int lanes;

    /**
     * A row times as many columns as a vector has lanes, whose blocks are transposed in registers.
     */
    interface FusedDots {
        /**
         * {@code acc[accOffset + j] = fma(x[xOffset + p], b[bOffset + j·bStride + p], acc[accOffset + j])} for
         * p &lt; depth, ascending for each j &lt; lanes.
         *
         * @param depth a multiple of lanes
         */
        void multiply(float[] b, int bOffset, int bStride, float[] x, int xOffset, float[] acc, int accOffset,
                int depth);
    }

    /** Transposes square blocks behind each other in registers. */
    interface TransposeStrip {
        /**
         * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i &lt;
         * blocks · lanes, j &lt; lanes.
         *
         * @param lines lines of the source: {@code lanes}, or fewer, of which the last is taken for those beyond it
         */
        void transpose(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
                int targetStride, int lines, int blocks);
    }

    /** Transposes a square block, one vector wide, in registers. */
    interface TransposeBlock {
        /**
         * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i, j &lt;
         * lanes.
         *
         * @param lines lines of the source: {@code lanes}, or fewer of a last or short block, which takes its last line
         * for those beyond it; with 0 nothing is done
         * @param rows rows of the target: {@code lanes}, or fewer of a short block, which reads those beyond as well
         */
        void transpose(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
                int targetStride, int lines, int rows);
    }

    TransposeAssembler(int lanes) {
        this.lanes = lanes;
    }

    /**
     * The index of each lane of the new upper row: its own where bit {@code distance} is clear, else one of the lower
     * row.
     */
    static IntVector low(int distance) {
        return pattern(lane -> (lane & distance) == 0 ? lane : Lanes.FLOATS.length() + lane - distance);
    }

    /** The same for the new lower row. */
    static IntVector high(int distance) {
        return pattern(lane -> (lane & distance) == 0 ? lane + distance : Lanes.FLOATS.length() + lane);
    }

    /** The index of the lane that each is exchanged with. */
    static IntVector other(int distance) {
        return pattern(lane -> lane ^ distance);
    }

    /** All bits of the lanes that the upper row keeps. */
    static IntVector kept(int distance) {
        return pattern(lane -> (lane & distance) == 0 ? -1 : 0);
    }

    private static IntVector pattern(IntUnaryOperator index) {
        int[] indices = new int[Lanes.FLOATS.length()];
        Arrays.setAll(indices, index);
        return IntVector.fromArray(Lanes.FLOATS.withLanes(int.class), indices, 0);
    }

    /** Starts of lines are locals: then C2 checks their bounds before the loop, not in it. */
    TransposeStrip strip() {
        return assemble(TransposeStrip.class, "transpose", TRANSPOSE, (code, self) -> {
            int firstStart = FIRST_ROW + lanes;
            for (int i = 0; i < lanes; i++) {
                code.iload(SOURCE_OFFSET).iload(SOURCE_STRIDE);
                atMostLast(code, i, LINES).imul().iadd().istore(firstStart + i);
            }
            code.iload(BLOCKS).loadConstant(lanes).imul().istore(BLOCKS);
            loop(code, BLOCKS, () -> {
                load(code, firstStart);
                exchangeQuarters(code, self);
                for (int i = 0; i < lanes; i++) {
                    row(code, i).aload(TARGET).iload(TARGET_OFFSET);
                    VECTOR.store(code);
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
    TransposeBlock shortBlock() {
        return assemble(TransposeBlock.class, "transpose", TRANSPOSE, (code, self) -> {
            Label someLines = code.newLabel();
            code.iload(LINES).ifne(someLines).return_().labelBinding(someLines);
            for (int i = 0; i < lanes; i++) {
                VECTOR.species(code).aload(SOURCE).iload(SOURCE_OFFSET).iload(SOURCE_STRIDE);
                integers(atMostLast(code, i, LINES).imul().iadd()).astore(FIRST_ROW + i);
            }
            exchangeQuarters(code, self);
            for (int i = lanes - 1; i >= 0; i--) {
                row(code, i).aload(TARGET).iload(TARGET_OFFSET).iload(TARGET_STRIDE);
                VECTOR.store(atMostLast(code, i, ROWS).imul().iadd());
            }
            code.return_();
        });
    }

    FusedDots dots() {
        return assemble(FusedDots.class, "multiply", MULTIPLY, this::multiply);
    }

    private <T> T assemble(Class<T> kernel, String method, MethodTypeDesc signature, Body body) {
        ClassDesc self =
                ClassDesc.of(TransposeAssembler.class.getPackageName(), kernel.getSimpleName() + "Vector");
        byte[] bytes = ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            HiddenClass.implement(type, kernel);
            for (int distance = lanes / 2; distance > 0; distance /= 2) {
                int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
                for (String pattern : patterns()) {
                    type.withField(pattern + distance, INT_VECTOR, flags);
                }
            }
            type.withMethodBody(CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, code -> patterns(code, self));
            type.withMethodBody(method, signature, ClassFile.ACC_PUBLIC, code -> body.write(code, self));
        });
        return HiddenClass.instance(MethodHandles.lookup(), bytes, kernel);
    }

    private interface Body {
        void write(CodeBuilder code, ClassDesc self);
    }

    /** The methods that make the constants of a stage. */
    private List<String> patterns() {
        return selectsFromTwo() ? List.of("low", "high") : List.of("other", "kept");
    }

    /** C2 has no selection from two vectors for NEON (decision 3). */
    private boolean selectsFromTwo() {
        return lanes > 4;
    }

    private void patterns(CodeBuilder code, ClassDesc self) {
        ClassDesc here = ClassDesc.of(TransposeAssembler.class.getName());
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            for (String pattern : patterns()) {
                code.loadConstant(distance).invokestatic(here, pattern, PATTERN);
                code.putstatic(self, pattern + distance, INT_VECTOR);
            }
        }
        code.return_();
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
            VECTOR.species(code).aload(SOURCE).iload(firstStart + i).iload(TERM).iadd();
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
        int firstStart = FIRST_ROW + lanes;
        for (int i = 0; i < lanes; i++) {
            code.iload(SOURCE_OFFSET).istore(firstStart + i);
            advance(code, SOURCE_OFFSET, SOURCE_STRIDE);
        }
        VECTOR.species(code).aload(ACC).iload(ACC_OFFSET);
        VECTOR.load(code).astore(SUM);
        loop(code, DEPTH, () -> {
            load(code, firstStart);
            exchangeQuarters(code, self);
            for (int p = 0; p < lanes; p++) {
                row(code, p).astore(FACTOR);
                VECTOR.species(code).aload(X).iload(X_OFFSET).iload(TERM).iadd().loadConstant(p).iadd().faload();
                VECTOR.broadcast(code).aload(FACTOR).aload(SUM);
                VECTOR.fma(code).astore(SUM);
            }
        });
        VECTOR.exact(code.aload(SUM)).aload(ACC).iload(ACC_OFFSET);
        VECTOR.store(code);
        code.return_();
    }

    private static CodeBuilder integers(CodeBuilder code) {
        return VectorCode.reinterpret(VECTOR.load(code), VectorCode.FLOAT_VECTOR, "INTS", INT_VECTOR);
    }

    /**
     * Transposes a block, whose rows are in as many locals, by log₂(lanes) stages. Each exchanges the off-diagonal
     * quarters of blocks of 2·distance rows: {@code upper = low.selectFrom(upper, lower)} and {@code lower =
     * high.selectFrom(upper, lower)}, or {@code upper = other.selectFrom(lower).bitwiseBlend(upper, kept)} and {@code
     * lower = lower.bitwiseBlend(other.selectFrom(upper), kept)}.
     */
    private void exchangeQuarters(CodeBuilder code, ClassDesc self) {
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            for (int i = 0; i < lanes; i++) {
                if ((i & distance) == 0) {
                    exchange(code, self, distance, FIRST_ROW + i, FIRST_ROW + i + distance);
                }
            }
        }
    }

    private static CodeBuilder row(CodeBuilder code, int i) {
        return VectorCode.reinterpret(code.aload(FIRST_ROW + i), INT_VECTOR, "FLOATS", VectorCode.FLOAT_VECTOR);
    }

    private void exchange(CodeBuilder code, ClassDesc self, int distance, int upper, int lower) {
        if (selectsFromTwo()) {
            select(code.getstatic(self, "low" + distance, INT_VECTOR), upper, lower).astore(SWAP);
            select(code.getstatic(self, "high" + distance, INT_VECTOR), upper, lower).astore(lower);
        } else {
            select(code.getstatic(self, "other" + distance, INT_VECTOR), lower).aload(upper);
            blend(code.getstatic(self, "kept" + distance, INT_VECTOR)).astore(SWAP);
            code.aload(lower);
            select(code.getstatic(self, "other" + distance, INT_VECTOR), upper);
            blend(code.getstatic(self, "kept" + distance, INT_VECTOR)).astore(lower);
        }
        code.aload(SWAP).astore(upper);
    }

    /** indices → the lanes that they name, of one vector or of two, one after the other. */
    private static CodeBuilder select(CodeBuilder code, int... vectors) {
        ClassDesc[] types = new ClassDesc[vectors.length];
        Arrays.fill(types, VectorCode.VECTOR);
        for (int vector : vectors) {
            code.aload(vector);
        }
        return code.invokevirtual(INT_VECTOR, "selectFrom", MethodTypeDesc.of(INT_VECTOR, types));
    }

    /** a, b, bits → the bits of b where these are 1, else those of a. */
    private static CodeBuilder blend(CodeBuilder code) {
        return code.invokevirtual(INT_VECTOR, "bitwiseBlend",
                MethodTypeDesc.of(INT_VECTOR, VectorCode.VECTOR, VectorCode.VECTOR));
    }

    private static void advance(CodeBuilder code, int offset, int stride) {
        code.iload(offset).iload(stride).iadd().istore(offset);
    }
}
