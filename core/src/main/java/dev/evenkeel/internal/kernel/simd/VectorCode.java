package dev.evenkeel.internal.kernel.simd;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes calls of the Vector API in byte code, for float vectors of one species of {@link Lanes}. */
public final class VectorCode {
    public static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    public static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
    public static final ClassDesc FLOATS = CD_float.arrayType();
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
    private static final MethodTypeDesc CAST =
            MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private final String species;

    /** @param species a constant of {@link Lanes}, beside which is its vectors' class */
    public VectorCode(String species) {
        this.species = species;
    }

    /** Before the operands of {@link #load} and {@link #broadcast}. */
    public CodeBuilder species(CodeBuilder code) {
        return code.getstatic(LANES, species, SPECIES);
    }

    /** species → vector. */
    public CodeBuilder zero(CodeBuilder code) {
        return code.invokestatic(FLOAT_VECTOR, "zero", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES));
    }

    /** species, array, index → vector. */
    public CodeBuilder load(CodeBuilder code) {
        return code.invokestatic(FLOAT_VECTOR, "fromArray", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int));
    }

    /** species, float → vector. */
    public CodeBuilder broadcast(CodeBuilder code) {
        return code.invokestatic(FLOAT_VECTOR, "broadcast", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float));
    }

    /** x, y, sum → x · y + sum. */
    public CodeBuilder fma(CodeBuilder code) {
        return code.invokevirtual(FLOAT_VECTOR, "fma", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR));
    }

    /** x, y → x · y. */
    public CodeBuilder multiply(CodeBuilder code) {
        return code.invokevirtual(FLOAT_VECTOR, "mul", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR));
    }

    /** vector, array, index → nothing. */
    public CodeBuilder store(CodeBuilder code) {
        return code.invokevirtual(FLOAT_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
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
        return exact(code, species, FLOAT_VECTOR);
    }

    /** The same of a vector of any class, whose species that constant of {@link Lanes} is. */
    public static CodeBuilder exact(CodeBuilder code, String species, ClassDesc type) {
        return code.getstatic(LANES, species + "_CLASS", ConstantDescs.CD_Class)
                .swap()
                .invokevirtual(ConstantDescs.CD_Class, "cast", CAST)
                .checkcast(type);
    }
}
