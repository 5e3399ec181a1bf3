package dev.evenkeel.internal.kernel.simd;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntFunction;

/**
 * What code for vectors needs to know of the elements in their lanes: so that one writer of byte code serves all types.
 *
 * @param <A> the arrays of such elements
 */
public final class ElementType<A> {
    public static final ElementType<float[]> FLOAT = new ElementType<>(CD_float, VectorCode.FLOAT_VECTOR, "FLOATS",
            "INTS", Lanes.FLOATS.length(), Lanes.HALF_FLOATS.length(), float[]::new);

    public static final ElementType<double[]> DOUBLE =
            new ElementType<>(CD_double, ClassDesc.of("jdk.incubator.vector.DoubleVector"), "DOUBLES", "LONGS",
                    Lanes.DOUBLES.length(), Lanes.HALF_DOUBLES.length(), double[]::new);

    private final ClassDesc element;
    private final ClassDesc vector;
    private final String species;
    private final String integers;
    private final int lanes;
    private final int halfLanes;
    private final IntFunction<A> array;

    private ElementType(ClassDesc element, ClassDesc vector, String species, String integers, int lanes, int halfLanes,
            IntFunction<A> array) {
        this.element = element;
        this.vector = vector;
        this.species = species;
        this.integers = integers;
        this.lanes = lanes;
        this.halfLanes = halfLanes;
        this.array = array;
    }

    /** Elements of a vector. */
    public int lanes() {
        return lanes;
    }

    /** Elements of half a vector, or of a whole one where there is no half. */
    public int halfLanes() {
        return halfLanes;
    }

    /** Calls for whole vectors. */
    public VectorCode whole() {
        return new VectorCode(vector, element, species);
    }

    /** Calls for vectors of half the width. */
    public VectorCode half() {
        return new VectorCode(vector, element, "HALF_" + species);
    }

    /** The class of the vectors. */
    public ClassDesc vector() {
        return vector;
    }

    /** The constant of {@link Lanes} for whole vectors. */
    public String species() {
        return species;
    }

    /** The class of vectors of integers with as many lanes. */
    public ClassDesc integerVector() {
        return ClassDesc.of("jdk.incubator.vector." + (isDouble() ? "LongVector" : "IntVector"));
    }

    /** The constant of {@link Lanes} for those. */
    public String integers() {
        return integers;
    }

    /** {@code "Float"} or {@code "Double"}. */
    public String name() {
        return isDouble() ? "Double" : "Float";
    }

    private boolean isDouble() {
        return element == CD_double;
    }

    /** A new array of zeros. */
    public A newArray(int length) {
        return array.apply(length);
    }

    /** Has the locals known as arrays of this type from here on. */
    public void arrays(CodeBuilder code, int... locals) {
        for (int local : locals) {
            code.aload(local).checkcast(element.arrayType()).astore(local);
        }
    }

    /** array, index → element. */
    public CodeBuilder element(CodeBuilder code) {
        return isDouble() ? code.daload() : code.faload();
    }

    /** bits of a double → the element of that value. */
    public CodeBuilder ofBits(CodeBuilder code) {
        code.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble",
                MethodTypeDesc.of(CD_double, ConstantDescs.CD_long));
        return isDouble() ? code : code.d2f();
    }
}
