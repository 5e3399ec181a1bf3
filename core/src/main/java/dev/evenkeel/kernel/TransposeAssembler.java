package dev.evenkeel.kernel;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.IntVector;

/**
 * Writes the byte code of one {@link TransposeBlock}: log₂(lanes) stages, each of which exchanges the off-diagonal quarters of blocks
 * of 2·distance rows, {@code upper = low.selectFrom(upper, lower)} and {@code lower = high.selectFrom(upper, lower)}, on as many
 * named vectors as there are lanes. Integers, because a selection of floats by floats converts its indices every time
 * (0.25 ns an element instead of 0.14).
 */
final class TransposeAssembler {
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
    private static final ClassDesc INT_VECTOR = ClassDesc.of("jdk.incubator.vector.IntVector");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc FLOATS = CD_float.arrayType();
    private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
    private static final ClassDesc SELF =
            ClassDesc.of(TransposeAssembler.class.getPackageName(), "TransposeBlockVector");
    private static final MethodTypeDesc TRANSPOSE =
            MethodTypeDesc.of(CD_void, FLOATS, CD_int, CD_int, FLOATS, CD_int, CD_int);
    private static final MethodTypeDesc PATTERN = MethodTypeDesc.of(INT_VECTOR, CD_int);
    private static final int SOURCE = 1;
    private static final int SOURCE_OFFSET = 2;
    private static final int SOURCE_STRIDE = 3;
    private static final int TARGET = 4;
    private static final int TARGET_OFFSET = 5;
    private static final int TARGET_STRIDE = 6;
    private static final int SWAP = 7;
    private static final int FIRST_ROW = 8;

    private final int lanes;

    TransposeAssembler(int lanes) {
        this.lanes = lanes;
    }

    /** Lanes of the new upper row: its own where bit {@code distance} is clear, else those of the lower row. */
    static IntVector low(int distance) {
        return pattern(lane -> (lane & distance) == 0 ? lane : Lanes.FLOATS.length() + lane - distance);
    }

    /** Lanes of the new lower row. */
    static IntVector high(int distance) {
        return pattern(lane -> (lane & distance) == 0 ? lane + distance : Lanes.FLOATS.length() + lane);
    }

    private static IntVector pattern(IntUnaryOperator index) {
        int[] indices = new int[Lanes.FLOATS.length()];
        Arrays.setAll(indices, index);
        return IntVector.fromArray(Lanes.FLOATS.withLanes(int.class), indices, 0);
    }

    TransposeBlock assemble() {
        byte[] bytes = ClassFile.of().build(SELF, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            HiddenClass.implement(type, TransposeBlock.class);
            for (int distance = lanes / 2; distance > 0; distance /= 2) {
                int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
                type.withField("LOW" + distance, INT_VECTOR, flags);
                type.withField("HIGH" + distance, INT_VECTOR, flags);
            }
            type.withMethodBody(CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, this::patterns);
            type.withMethodBody("transpose", TRANSPOSE, ClassFile.ACC_PUBLIC, this::transpose);
        });
        return HiddenClass.instance(bytes, TransposeBlock.class);
    }

    private void patterns(CodeBuilder code) {
        ClassDesc here = ClassDesc.of(TransposeAssembler.class.getName());
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            code.loadConstant(distance).invokestatic(here, "low", PATTERN).putstatic(SELF, "LOW" + distance,
                    INT_VECTOR);
            code.loadConstant(distance).invokestatic(here, "high", PATTERN).putstatic(SELF, "HIGH" + distance,
                    INT_VECTOR);
        }
        code.return_();
    }

    private void transpose(CodeBuilder code) {
        for (int i = 0; i < lanes; i++) {
            code.getstatic(LANES, "FLOATS", SPECIES).aload(SOURCE).iload(SOURCE_OFFSET);
            code.invokestatic(FLOAT_VECTOR, "fromArray", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int));
            code.invokevirtual(FLOAT_VECTOR, "reinterpretAsInts", MethodTypeDesc.of(INT_VECTOR));
            code.astore(FIRST_ROW + i);
            advance(code, SOURCE_OFFSET, SOURCE_STRIDE);
        }
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            for (int i = 0; i < lanes; i++) {
                if ((i & distance) == 0) {
                    select(code, "LOW" + distance, i, i + distance).astore(SWAP);
                    select(code, "HIGH" + distance, i, i + distance).astore(FIRST_ROW + i + distance);
                    code.aload(SWAP).astore(FIRST_ROW + i);
                }
            }
        }
        for (int i = 0; i < lanes; i++) {
            code.aload(FIRST_ROW + i);
            code.invokevirtual(INT_VECTOR, "reinterpretAsFloats", MethodTypeDesc.of(FLOAT_VECTOR));
            code.aload(TARGET).iload(TARGET_OFFSET);
            code.invokevirtual(FLOAT_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
            advance(code, TARGET_OFFSET, TARGET_STRIDE);
        }
        code.return_();
    }

    private static CodeBuilder select(CodeBuilder code, String pattern, int upper, int lower) {
        return code.getstatic(SELF, pattern, INT_VECTOR)
                .aload(FIRST_ROW + upper)
                .aload(FIRST_ROW + lower)
                .invokevirtual(INT_VECTOR, "selectFrom", MethodTypeDesc.of(INT_VECTOR, VECTOR, VECTOR));
    }

    private static void advance(CodeBuilder code, int offset, int stride) {
        code.iload(offset).iload(stride).iadd().istore(offset);
    }
}
