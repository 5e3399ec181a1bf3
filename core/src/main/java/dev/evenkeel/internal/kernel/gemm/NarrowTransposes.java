package dev.evenkeel.internal.kernel.gemm;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.evenkeel.internal.kernel.simd.HiddenClass;
import dev.evenkeel.internal.kernel.simd.LaneNetwork;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import dev.evenkeel.internal.kernel.simd.VectorCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.IntVector;

/**
 * Transposes a few lines to short rows that lie right behind each other, or back: as many vectors are loaded and stored
 * as there are lines (decision 14).
 */
final class NarrowTransposes {
    private static final int LANES = Lanes.FLOATS.length();

    /** Most lines; none where C2 has no selection from two vectors (decision 3). */
    static final int MOST_LINES = LANES > 4 ? LANES / 2 : 0;

    private static final ClassDesc INT_VECTOR = ClassDesc.of("jdk.incubator.vector.IntVector");
    private static final VectorCode VECTOR = new VectorCode("FLOATS");
    private static final MethodTypeDesc SIGNATURE =
            MethodTypeDesc.of(CD_void, VectorCode.FLOATS, CD_int, CD_int, VectorCode.FLOATS, CD_int, CD_int, CD_int);
    private static final int SOURCE = 1;
    private static final int SOURCE_OFFSET = 2;
    private static final int SOURCE_STRIDE = 3;
    private static final int TARGET = 4;
    private static final int TARGET_OFFSET = 5;
    private static final int TARGET_STRIDE = 6;
    private static final int BLOCKS = 7;
    private static final int POSITION = 8;
    private static final int FIRST_VECTOR = 9;

    private final List<TieredOperation<Kernel>> toRows;
    private final List<TieredOperation<Kernel>> toLines;

    /** Transposes {@code blocks} times as many elements of each line as there are lanes. */
    interface Kernel {
        /** The side that lies in short rows ignores its stride. */
        void transpose(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
                int targetStride, int blocks);
    }

    NarrowTransposes(boolean tiered) {
        toRows = operations(true, tiered);
        toLines = operations(false, tiered);
    }

    private static List<TieredOperation<Kernel>> operations(boolean toRows, boolean tiered) {
        return IntStream.rangeClosed(2, MOST_LINES)
                .mapToObj(lines -> tiered
                        ? new TieredOperation<>(scalar(lines, toRows), () -> assemble(lines, toRows),
                                (kernel, units) -> trial(kernel, lines, units))
                        : TieredOperation.settled(assemble(lines, toRows)))
                .toList();
    }

    /** Whether scalar code still stands in for that many lines. */
    boolean usesScalarCode(int lines, boolean toRows) {
        return (toRows ? this.toRows : toLines).get(lines - 2).isStandIn();
    }

    /** Whether there is a kernel for so many lines of that length. */
    static boolean transposes(int lines, int length) {
        return lines > 1 && lines <= MOST_LINES && length >= LANES;
    }

    /** {@code target[targetOffset + i·lines + j] ← source[sourceOffset + j·sourceStride + i]}. */
    void toRows(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset, int lines,
            int length) {
        run(toRows.get(lines - 2), source, sourceOffset, sourceStride, 1, target, targetOffset, lines, lines, length);
    }

    /** {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·lines + i]}. */
    void toLines(float[] source, int sourceOffset, float[] target, int targetOffset, int targetStride, int lines,
            int length) {
        run(toLines.get(lines - 2), source, sourceOffset, lines, lines, target, targetOffset, targetStride, 1, length);
    }

    /** The last block overlaps the one before. */
    private static void run(TieredOperation<Kernel> operation, float[] source, int sourceOffset, int sourceStride,
            int sourceStep, float[] target, int targetOffset, int targetStride, int targetStep, int length) {
        Kernel kernel = operation.kernel();
        long start = operation.start();
        int blocks = length / LANES;
        kernel.transpose(source, sourceOffset, sourceStride, target, targetOffset, targetStride, blocks);
        if (blocks * LANES < length) {
            int last = length - LANES;
            kernel.transpose(source, sourceOffset + last * sourceStep, sourceStride, target,
                    targetOffset + last * targetStep, targetStride, 1);
        }
        operation.end(blocks, start);
    }

    private static Kernel scalar(int lines, boolean toRows) {
        ScalarPack pack = new ScalarPack();
        return toRows
                ? (source, sourceOffset, sourceStride, target, targetOffset, targetStride, blocks) -> pack.transpose(
                        source, sourceOffset, sourceStride, target, targetOffset, lines, blocks * LANES, lines)
                : (source, sourceOffset, sourceStride, target, targetOffset, targetStride, blocks) -> pack.transpose(
                        source, sourceOffset, lines, target, targetOffset, targetStride, lines, blocks * LANES);
    }

    private static Runnable trial(Kernel kernel, int lines, int units) {
        float[] source = new float[lines * units * LANES];
        float[] target = new float[lines * units * LANES];
        return () -> kernel.transpose(source, 0, units * LANES, target, 0, units * LANES, units);
    }

    /** A vector of the indices that are a string's characters. */
    static IntVector pattern(String indices) {
        return IntVector.fromArray(Lanes.INTS, indices.chars().toArray(), 0);
    }

    private static Kernel assemble(int lines, boolean toRows) {
        int[][] ofLines = new int[lines][LANES];
        int[][] ofRows = new int[lines][LANES];
        for (int i = 0; i < lines; i++) {
            for (int j = 0; j < LANES; j++) {
                ofLines[i][j] = j * lines + i;
                ofRows[i][j] = i * LANES + j;
            }
        }
        LaneNetwork network = new LaneNetwork(toRows ? ofLines : ofRows, toRows ? ofRows : ofLines);
        List<String> patterns = network.selections().stream().map(NarrowTransposes::characters).distinct().toList();
        ClassDesc here = ClassDesc.of(NarrowTransposes.class.getName());
        ClassDesc self = ClassDesc.of(here.packageName(), "Narrow" + (toRows ? "ToRows" : "ToLines") + lines);
        byte[] bytes = ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            HiddenClass.implement(type, Kernel.class);
            for (int i = 0; i < patterns.size(); i++) {
                type.withField("pattern" + i, INT_VECTOR, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            }
            type.withMethodBody(CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, code -> {
                for (int i = 0; i < patterns.size(); i++) {
                    code.loadConstant(patterns.get(i));
                    code.invokestatic(here, "pattern", MethodTypeDesc.of(INT_VECTOR, CD_String));
                    code.putstatic(self, "pattern" + i, INT_VECTOR);
                }
                code.return_();
            });
            type.withMethodBody("transpose", SIGNATURE, ClassFile.ACC_PUBLIC, code -> loop(code, lines, toRows, () -> {
                for (int i = 0; i < network.selections().size(); i++) {
                    LaneNetwork.Selection selection = network.selections().get(i);
                    code.getstatic(self, "pattern" + patterns.indexOf(characters(selection)), INT_VECTOR);
                    code.aload(FIRST_VECTOR + selection.first()).aload(FIRST_VECTOR + selection.second());
                    code.invokevirtual(INT_VECTOR, "selectFrom",
                            MethodTypeDesc.of(INT_VECTOR, VectorCode.VECTOR, VectorCode.VECTOR));
                    VectorCode.exact(code, "INTS", INT_VECTOR).astore(FIRST_VECTOR + lines + i);
                }
            }, network.results()));
        });
        return HiddenClass.instance(MethodHandles.lookup(), bytes, Kernel.class);
    }

    private static String characters(LaneNetwork.Selection selection) {
        return new String(selection.indices(), 0, LANES);
    }

    /** Loads as many vectors as lines, has them permuted, and stores the results. */
    private static void loop(CodeBuilder code, int lines, boolean toRows, Runnable permute, int[] results) {
        Label next = code.newLabel();
        Label done = code.newLabel();
        code.labelBinding(next).iload(BLOCKS).ifle(done);
        code.iload(SOURCE_OFFSET).istore(POSITION);
        for (int i = 0; i < lines; i++) {
            VECTOR.species(code).aload(SOURCE).iload(POSITION);
            VectorCode.reinterpret(VECTOR.exact(VECTOR.load(code)), VectorCode.FLOAT_VECTOR, "INTS", INT_VECTOR);
            VectorCode.exact(code, "INTS", INT_VECTOR).astore(FIRST_VECTOR + i);
            advance(code, toRows, SOURCE_STRIDE);
        }
        permute.run();
        code.iload(TARGET_OFFSET).istore(POSITION);
        for (int result : results) {
            code.aload(FIRST_VECTOR + result);
            VectorCode.reinterpret(code, INT_VECTOR, "FLOATS", VectorCode.FLOAT_VECTOR);
            VECTOR.exact(code).aload(TARGET).iload(POSITION);
            VECTOR.store(code);
            advance(code, !toRows, TARGET_STRIDE);
        }
        code.iinc(SOURCE_OFFSET, toRows ? LANES : lines * LANES);
        code.iinc(TARGET_OFFSET, toRows ? lines * LANES : LANES);
        code.iinc(BLOCKS, -1).goto_(next).labelBinding(done).return_();
    }

    /** Moves to the next vector: of the next line, or right behind. */
    private static void advance(CodeBuilder code, boolean byStride, int stride) {
        if (byStride) {
            code.iload(POSITION).iload(stride).iadd().istore(POSITION);
        } else {
            code.iinc(POSITION, LANES);
        }
    }
}
