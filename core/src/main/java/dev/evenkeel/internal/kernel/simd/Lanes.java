package dev.evenkeel.internal.kernel.simd;

import java.util.Arrays;
import java.util.Locale;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The only place that chooses a species: the machine's preferred width, or what {@code evenkeel.vectorBits} asks for.
 */
public final class Lanes {
    private static final int PREFERRED_BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();

    /** Whether this is AArch64. */
    public static final boolean IS_ARM = System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64");

    /** Floats in vectors of the width in use. */
    public static final VectorSpecies<Float> FLOATS =
            species(Integer.getInteger("evenkeel.vectorBits", PREFERRED_BITS));

    /** Ints in vectors as wide as {@link #FLOATS}. */
    public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

    /** Longs in vectors as wide. */
    public static final VectorSpecies<Long> LONGS = FLOATS.withLanes(long.class);
    /** Doubles in vectors as wide. */
    public static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);

    /** Half as wide, for ragged last columns; where there is no half, the same. */
    public static final VectorSpecies<Float> HALF_FLOATS = species(Math.max(128, FLOATS.vectorBitSize() / 2));

    /** The class of {@link #FLOATS} vectors, which the Vector API does not name. */
    public static final Class<? extends FloatVector> FLOATS_CLASS = FLOATS.vectorType().asSubclass(FloatVector.class);

    /** The class of {@link #INTS} vectors. */
    public static final Class<? extends IntVector> INTS_CLASS = INTS.vectorType().asSubclass(IntVector.class);

    /** The class of {@link #DOUBLES} vectors. */
    public static final Class<? extends DoubleVector> DOUBLES_CLASS =
            DOUBLES.vectorType().asSubclass(DoubleVector.class);

    /** The class of {@link #HALF_FLOATS} vectors. */
    public static final Class<? extends FloatVector> HALF_FLOATS_CLASS =
            HALF_FLOATS.vectorType().asSubclass(FloatVector.class);

    /** Doubles in vectors as wide as {@link #HALF_FLOATS}. */
    public static final VectorSpecies<Double> HALF_DOUBLES = HALF_FLOATS.withLanes(double.class);

    /** Longs in vectors as wide. */
    public static final VectorSpecies<Long> HALF_LONGS = HALF_FLOATS.withLanes(long.class);

    /** The class of {@link #HALF_DOUBLES} vectors. */
    public static final Class<? extends DoubleVector> HALF_DOUBLES_CLASS =
            HALF_DOUBLES.vectorType().asSubclass(DoubleVector.class);

    /** The class of {@link #LONGS} vectors. */
    public static final Class<? extends LongVector> LONGS_CLASS = LONGS.vectorType().asSubclass(LongVector.class);

    /** As many floats as {@link #DOUBLES} has lanes. */
    public static final VectorSpecies<Float> FLOATS_OF_DOUBLES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

    /** The class of {@link #FLOATS_OF_DOUBLES} vectors. */
    public static final Class<? extends FloatVector> FLOATS_OF_DOUBLES_CLASS =
            FLOATS_OF_DOUBLES.vectorType().asSubclass(FloatVector.class);

    /** Vector registers, 16 or 32; {@code evenkeel.registers} overrides it, for tests. */
    public static final int REGISTERS = registers(Integer.getInteger("evenkeel.registers", registersOfThisMachine()));

    /** A vector of ones in all bits, then one of zeros: what begins at n before the middle keeps n lanes by "and". */
    public static final int[] ONES_THEN_ZEROS = new int[2 * FLOATS.length()];

    static {
        Arrays.fill(ONES_THEN_ZEROS, 0, FLOATS.length(), -1);
    }

    private Lanes() {}

    /** Initialises the classes of these species while there is room: see {@link Room}. */
    public static void initialize() {
        Room.initialize(VectorOperators.class, FLOATS.vectorType(), FLOATS.maskType(), HALF_FLOATS.vectorType(),
                INTS.vectorType(), INTS.maskType(), LONGS.vectorType(), LONGS.maskType(), DOUBLES.vectorType(),
                HALF_DOUBLES.vectorType(),
                HALF_LONGS.vectorType());
    }

    private static VectorSpecies<Float> species(int bits) {
        return switch (Math.min(bits, 512)) {
            case 512 -> FloatVector.SPECIES_512;
            case 256 -> FloatVector.SPECIES_256;
            case 128 -> FloatVector.SPECIES_128;
            default -> throw new IllegalArgumentException("evenkeel.vectorBits must be 128, 256 or 512, was " + bits);
        };
    }

    /** Registers of this machine: AVX-512 and AArch64 have 32; everything else is taken to have 16. */
    public static int registersOfThisMachine() {
        return PREFERRED_BITS >= 512 || IS_ARM ? 32 : 16;
    }

    private static int registers(int number) {
        if (number != 16 && number != 32) {
            throw new IllegalArgumentException("evenkeel.registers must be 16 or 32, was " + number);
        }
        return number;
    }
}
