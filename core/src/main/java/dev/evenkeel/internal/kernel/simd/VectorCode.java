package dev.evenkeel.internal.kernel.simd;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes calls of the Vector API in byte code, for vectors of one species of {@link Lanes}. */
public final class VectorCode {
    public static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    public static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
    public static final ClassDesc FLOATS = CD_float.arrayType();
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
    private static final MethodTypeDesc CAST =
            MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private final ClassDesc vector;
    private final ClassDesc element;
    private final String species;

    /** @param species a constant of {@link Lanes} for float vectors, beside which is its vectors' class */
    public VectorCode(String species) {
        this(FLOAT_VECTOR, CD_float, species);
    }

    /**
     * Of vectors of another class.
     *
     * @param element what their lanes hold
     */
    VectorCode(ClassDesc vector, ClassDesc element, String species) {
        this.vector = vector;
        this.element = element;
        this.species = species;
    }

    /** Before the operands of {@link #load} and {@link #broadcast}. */
    public CodeBuilder species(CodeBuilder code) {
        return code.getstatic(LANES, species, SPECIES);
    }

    /** species → vector. */
    public CodeBuilder zero(CodeBuilder code) {
        return code.invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES));
    }

    /** species, array, index → vector. */
    public CodeBuilder load(CodeBuilder code) {
        return code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, element.arrayType(), CD_int));
    }

    /** species, element → vector. */
    public CodeBuilder broadcast(CodeBuilder code) {
        return code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element));
    }

    /** x, y, sum → x · y + sum. */
    public CodeBuilder fma(CodeBuilder code) {
        return code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR));
    }

    /** x, y → x · y. */
    public CodeBuilder multiply(CodeBuilder code) {
        return code.invokevirtual(vector, "mul", MethodTypeDesc.of(vector, VECTOR));
    }

    /** vector, array, index → nothing. */
    public CodeBuilder store(CodeBuilder code) {
        return code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, element.arrayType(), CD_int));
    }

    /**
     * vector → its bits as a vector of another class, whose species that constant of {@link Lanes} is. Not {@code
     * reinterpretAs…}: decision 18.
     */
    public static CodeBuilder reinterpret(CodeBuilder code, ClassDesc from, String species, ClassDesc to) {
        return code.getstatic(LANES, species, SPECIES)
                .iconst_0()
                .invokevirtual(from, "reinterpretShape", MethodTypeDesc.of(VECTOR, SPECIES, CD_int))
                .checkcast(to);
    }

    /** vector → the same vector, its class made known to C2 (decision 3). */
    public CodeBuilder exact(CodeBuilder code) {
        return exact(code, species, vector);
    }

    /** The same of a vector of any class, whose species that constant of {@link Lanes} is. */
    public static CodeBuilder exact(CodeBuilder code, String species, ClassDesc type) {
        return code.getstatic(LANES, species + "_CLASS", ConstantDescs.CD_Class)
                .swap()
                .invokevirtual(ConstantDescs.CD_Class, "cast", CAST)
                .checkcast(type);
    }
}
