package dev.evenkeel.internal.kernel.simd;

import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The only place that chooses a species: the machine's preferred width, or what {@code evenkeel.vectorBits} asks for.
 */
public final class Lanes {
    private static final int PREFERRED_BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();

    public static final VectorSpecies<Float> FLOATS =
            species(Integer.getInteger("evenkeel.vectorBits", PREFERRED_BITS));

    /** As wide as {@link #FLOATS}, and so are the next two. */
    public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

    public static final VectorSpecies<Long> LONGS = FLOATS.withLanes(long.class);
    public static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);

    /** Half as wide, for ragged last columns; where there is no half, the same. */
    public static final VectorSpecies<Float> HALF_FLOATS = species(Math.max(128, FLOATS.vectorBitSize() / 2));

    /** What vectors of those species are, which the Vector API does not name. */
    public static final Class<?> FLOATS_CLASS = FLOATS.vectorType();
    public static final Class<?> HALF_FLOATS_CLASS = HALF_FLOATS.vectorType();

    /** As many floats as {@link #DOUBLES} has lanes. */
    public static final VectorSpecies<Float> FLOATS_OF_DOUBLES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

    /**
     * Vector registers, whatever the width in use, or what {@code evenkeel.registers} asks for: tests force 16 and 32.
     */
    public static final int REGISTERS = registers(Integer.getInteger("evenkeel.registers", registersOfThisMachine()));

    private Lanes() {}

    /** What vectors of these species are made of, while there is room: see {@link Room}. */
    public static void initialize() {
        Room.initialize(VectorOperators.class, FLOATS.vectorType(), FLOATS.maskType(), HALF_FLOATS.vectorType(),
                INTS.vectorType(), LONGS.vectorType(), DOUBLES.vectorType());
    }

    /**
     * The same vector, of whose class C2 then is sure; without, a loop that ran for the first time left objects behind,
     * see {@link VectorCode#exact}.
     */
    public static FloatVector exact(FloatVector vector) {
        return (FloatVector) FLOATS_CLASS.cast(vector);
    }

    private static VectorSpecies<Float> species(int bits) {
        return switch (Math.min(bits, 512)) {
            case 512 -> FloatVector.SPECIES_512;
            case 256 -> FloatVector.SPECIES_256;
            case 128 -> FloatVector.SPECIES_128;
            default -> throw new IllegalArgumentException("evenkeel.vectorBits must be 128, 256 or 512, was " + bits);
        };
    }

    /** AVX-512 and AArch64 have 32; everything else is taken to have 16. */
    public static int registersOfThisMachine() {
        boolean isArm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64");
        return PREFERRED_BITS >= 512 || isArm ? 32 : 16;
    }

    private static int registers(int number) {
        if (number != 16 && number != 32) {
            throw new IllegalArgumentException("evenkeel.registers must be 16 or 32, was " + number);
        }
        return number;
    }
}
