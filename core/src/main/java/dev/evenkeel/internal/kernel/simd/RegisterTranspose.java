package dev.evenkeel.internal.kernel.simd;

import static java.lang.constant.ConstantDescs.CD_String;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Writes the byte code that transposes a square block, whose rows are in as many locals. They are vectors of integers,
 * because a selection of floats converts its indices each time. There are two ways, because not every machine has an
 * instruction that selects from two vectors (decision 3).
 */
public abstract sealed class RegisterTranspose permits QuarterExchange, LaneExchange {
    private static final int CONSTANT = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    private static final ClassDesc SHUFFLE = ClassDesc.of(VectorShuffle.class.getName());
    private static final ClassDesc MASK = ClassDesc.of(VectorMask.class.getName());
    private static final ClassDesc HERE = ClassDesc.of(RegisterTranspose.class.getName());

    final int lanes;
    private final ClassDesc integers;
    private final String maker;

    /** A number for each lane of each constant, as characters. */
    private final Map<String, String> indices = new LinkedHashMap<>();
    private final Map<String, String> orders = new LinkedHashMap<>();
    private final Map<String, String> masks = new LinkedHashMap<>();

    RegisterTranspose(ElementType<?> type, boolean halves) {
        this.lanes = halves ? type.halfLanes() : type.lanes();
        this.integers = type.integerVector();
        this.maker = !halves ? type == ElementType.FLOAT ? "ints" : "longs" : "halfOfLongs";
    }

    /**
     * The faster way on this machine.
     *
     * @param halves whether vectors are half as wide; of doubles alone
     */
    public static RegisterTranspose of(ElementType<?> type, boolean halves) {
        boolean selectsFromTwo = Lanes.REGISTERS == 32 && (type.lanes() > 4 || halves);
        return selectsFromTwo ? new QuarterExchange(type, halves) : new LaneExchange(type, halves);
    }

    /** Adds the constants to a class. */
    public final void declare(ClassBuilder made) {
        indices.keySet().forEach(name -> made.withField(name, integers, CONSTANT));
        orders.keySet().forEach(name -> made.withField(name, SHUFFLE, CONSTANT));
        masks.keySet().forEach(name -> made.withField(name, MASK, CONSTANT));
    }

    /** Sets them, in the class's initialiser. */
    public final void initialize(CodeBuilder code, ClassDesc self) {
        indices.forEach((name, pattern) -> vector(code, pattern).putstatic(self, name, integers));
        orders.forEach((name, pattern) -> set(code, pattern, "order", self, name, SHUFFLE));
        masks.forEach((name, pattern) -> set(code, pattern, "mask", self, name, MASK));
    }

    private void set(CodeBuilder code, String pattern, String made, ClassDesc self, String name, ClassDesc type) {
        vector(code, pattern).invokestatic(HERE, made, MethodTypeDesc.of(type, VectorCode.VECTOR));
        code.putstatic(self, name, type);
    }

    /**
     * Transposes the block in locals {@code first} to {@code first + lanes − 1}.
     *
     * @param spare a local that is free
     */
    public abstract void write(CodeBuilder code, ClassDesc self, int first, int spare);

    /** Adds the numbers of lanes that are selected from two vectors. */
    final void indices(String name, IntUnaryOperator laneOfBoth) {
        indices.put(name, pattern(laneOfBoth));
    }

    /** Adds an order of one vector's lanes. */
    final void order(String name, IntUnaryOperator laneBefore) {
        orders.put(name, pattern(laneBefore));
    }

    /** Adds a mask of the lanes whose number has that bit. */
    final void mask(String name, int bit) {
        masks.put(name, pattern(lane -> (lane & bit) != 0 ? 1 : 0));
    }

    private String pattern(IntUnaryOperator numberOfLane) {
        StringBuilder text = new StringBuilder();
        for (int lane = 0; lane < lanes; lane++) {
            text.append((char) numberOfLane.applyAsInt(lane));
        }
        return text.toString();
    }

    private CodeBuilder vector(CodeBuilder code, String pattern) {
        return code.loadConstant(pattern).invokestatic(HERE, maker, MethodTypeDesc.of(integers, CD_String));
    }

    /** Pushes lanes of two vectors, one after the other. */
    final CodeBuilder select(CodeBuilder code, ClassDesc self, String indices, int first, int second) {
        code.getstatic(self, indices, integers).aload(first).aload(second);
        return code.invokevirtual(integers, "selectFrom",
                MethodTypeDesc.of(integers, VectorCode.VECTOR, VectorCode.VECTOR));
    }

    /** Pushes the lanes of a vector in that order. */
    final CodeBuilder rearrange(CodeBuilder code, ClassDesc self, int vector, String order) {
        code.aload(vector).getstatic(self, order, SHUFFLE);
        return code.invokevirtual(integers, "rearrange", MethodTypeDesc.of(integers, SHUFFLE));
    }

    /** Pushes the lanes of one vector, or of the other where a mask is set. */
    final CodeBuilder blend(CodeBuilder code, ClassDesc self, int vector, int other, String mask) {
        code.aload(vector).aload(other).getstatic(self, mask, MASK);
        return code.invokevirtual(integers, "blend", MethodTypeDesc.of(integers, VectorCode.VECTOR, MASK));
    }

    /** The lane numbers that are a string's characters. */
    public static IntVector ints(String pattern) {
        return IntVector.fromArray(Lanes.INTS, pattern.chars().toArray(), 0);
    }

    /** The same of longs. */
    public static LongVector longs(String pattern) {
        return LongVector.fromArray(Lanes.LONGS, pattern.chars().asLongStream().toArray(), 0);
    }

    /** The same of half a vector of longs. */
    public static LongVector halfOfLongs(String pattern) {
        return LongVector.fromArray(Lanes.HALF_LONGS, pattern.chars().asLongStream().toArray(), 0);
    }

    /** The order that these lane numbers say. */
    public static VectorShuffle<?> order(Vector<?> vector) {
        return vector.toShuffle();
    }

    /** The lanes that are not 0. */
    public static VectorMask<?> mask(Vector<?> vector) {
        return vector.compare(VectorOperators.NE, 0);
    }
}
