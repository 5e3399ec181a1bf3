package dev.evenkeel.random;

import dev.evenkeel.Execution;
import dev.evenkeel.internal.kernel.random.Generators;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * An endless sequence of random 32-bit words w₀, w₁, …, each a function of (generator, seed, stream, index) alone. A
 * stream has no position and does not change: equal fills from it give equal numbers. Give each layer a stream of its
 * own.
 *
 * {@snippet :
 * RandomStream.Seed seed = RandomStream.philox(42);
 * RandomStream first = seed.stream(1);                         // by number
 * RandomStream head = seed.stream("head");                     // or by name
 * IO.println(first);                                           // philox(42).stream(1)
 * RandomStream fast = RandomStream.splitMix(42).stream(0);     // SplittableRandom's numbers
 * long[] words = new long[1];
 * Sampling.words(words, 0, fast, Execution.sequential());
 * IO.println(words[0] == new SplittableRandom(42).split().nextLong());         // true
 * }
 *
 * <p><b>Philox.</b> Philox4x32-10 (Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3, SC
 * 2011), the key being the seed and the counter (block, stream), both with the lower half first. 32 words come from 8
 * blocks: word 32g + 2i + j, j &lt; 2, is word j of block 8g + i, and word 32g + 16 + 2i + j is its word j + 2. Streams
 * of all seeds and ids never overlap. The default choice.
 *
 * <p><b>SplitMix.</b> Words 2n and 2n + 1 are the low and the high half of {@code nextLong()} number n, counted from 0,
 * of the (id + 1)-th {@code new java.util.SplittableRandom(seed).split()} (Steele, Lea and Flood, OOPSLA 2014). Much
 * less work than Philox, so that a fill runs at the memory's speed; two of its streams are distinct only with
 * overwhelming probability.
 *
 * <p><b>More bits.</b> A normal sample far out in the tail needs more than its words. Those bits come from where no
 * word does: Philox counters with the top bit of the stream set, and SplitMix states 2⁶³ apart.
 *
 * <p><b>Single draws.</b> {@link #uniform}, {@link #gaussian} and {@link #below} give one number at an index. A draw
 * that needs more than its words takes those bits, too; so use one kind of draws from a stream.
 *
 * <p>Immutable and safe for several threads.
 */
public final class RandomStream {
    private static final long TOP_BIT = Long.MIN_VALUE;

    enum Generator {
        PHILOX,
        SPLIT_MIX
    }

    private final Generator generator;
    private final long seed;
    private final long id;

    /** Philox: seed and id. SplitMix: state and gamma. */
    private final long first;

    private final long second;

    private RandomStream(Generator generator, long seed, long id) {
        this.generator = generator;
        this.seed = seed;
        this.id = id;
        boolean isPhilox = generator == Generator.PHILOX;
        this.first = isPhilox ? seed : Generators.splitMixState(seed, id);
        this.second = isPhilox ? id : Generators.splitMixGamma(seed, id);
    }

    /**
     * A generator with a seed: what streams are made of.
     *
     * <p><b>Serialized</b>, it is a record of the two, the generator by name. A stream of bytes without a generator, or
     * with an unknown one, is refused by an {@link InvalidObjectException}.
     */
    public static final class Seed implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        /** What a stream of bytes holds. */
        private record Form(Generator generator, long value) implements Serializable {
            @Serial
            private static final long serialVersionUID = 1;

            @Serial
            private Object readResolve() throws InvalidObjectException {
                if (generator == null) {
                    throw new InvalidObjectException("seed: generator is missing");
                }
                return generator == Generator.PHILOX ? philox(value) : splitMix(value);
            }
        }

        private final Generator generator;
        private final long value;

        private Seed(Generator generator, long value) {
            this.generator = generator;
            this.value = value;
        }

        /**
         * The stream with this number.
         *
         * @throws IllegalArgumentException if {@code id} is negative
         */
        public RandomStream stream(long id) {
            if (id < 0) {
                throw new IllegalArgumentException("stream must be at least 0, was " + id);
            }
            return new RandomStream(generator, value, id);
        }

        /**
         * The stream whose number is the first 63 bits of the SHA-256 of the name's UTF-8: two names share one with
         * probability 1e-19.
         *
         * @throws IllegalArgumentException if {@code name} has half of a surrogate pair, for which UTF-8 has no bytes
         */
        public RandomStream stream(String name) {
            Objects.requireNonNull(name, "name");
            return stream(idOf(name));
        }

        @Serial
        private Object writeReplace() {
            return new Form(generator, value);
        }

        @Serial
        private void readObject(ObjectInputStream stream) throws InvalidObjectException {
            throw new InvalidObjectException("a seed is read by its serialized form only");
        }
    }

    private static long idOf(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // Not String.getBytes, which makes a question mark of what it cannot encode.
            digest.update(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name)));
            return ByteBuffer.wrap(digest.digest()).getLong() >>> 1;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("name must have no half of a surrogate pair, was \"" + name + "\"", e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * A stream for a second use beside this one, say the places of weights beside their values. Its number is that of
     * the name {@code "id/use"} by {@link Seed#stream(String)}.
     *
     * @throws IllegalArgumentException if {@code use} has half of a surrogate pair
     */
    public RandomStream derived(String use) {
        Objects.requireNonNull(use, "use");
        return new RandomStream(generator, seed, idOf(id + "/" + use));
    }

    /** Streams of Philox4x32-10; all 2⁶⁴ seeds are different. */
    public static Seed philox(long seed) {
        SamplingGroundwork.lay();
        return new Seed(Generator.PHILOX, seed);
    }

    /** Streams of SplitMix64, those of {@code new java.util.SplittableRandom(seed)}. */
    public static Seed splitMix(long seed) {
        SamplingGroundwork.lay();
        return new Seed(Generator.SPLIT_MIX, seed);
    }

    /** Writes words 32·firstUnit and on, two to a long, the earlier in the low half. */
    void words(SamplingKernel kernel, long firstUnit, int units, long[] words) {
        switch (generator) {
            case PHILOX -> kernel.philox(first, second, firstUnit, units, words);
            case SPLIT_MIX -> kernel.splitMix(first, second, firstUnit, units, words);
        }
    }

    /** Writes words 2·firstIndex and on. */
    void longs(SamplingKernel kernel, long firstIndex, long[] target) {
        long[] unit = new long[SamplingKernel.LONGS];
        int done = 0;
        while (done < target.length) {
            long index = firstIndex + done;
            int skip = (int) (index % SamplingKernel.LONGS);
            int count = Math.min(SamplingKernel.LONGS - skip, target.length - done);
            words(kernel, index / SamplingKernel.LONGS, 1, unit);
            System.arraycopy(unit, skip, target, done, count);
            done += count;
        }
    }

    /** 64 bits that belong to an element and are no words. */
    long more(long element) {
        return switch (generator) {
            case PHILOX -> Generators.philox(first, element, second | TOP_BIT);
            case SPLIT_MIX -> Generators.mix64(first + (element + 1) * second + TOP_BIT);
        };
    }

    /**
     * A single draw: element {@code index} of a float32 fill from [0, 1), a multiple of 2⁻²⁴. Many at once are many
     * times faster by {@link Sampling#fill(float[], Distribution, RandomStream, dev.evenkeel.Execution)}.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public float uniform(long index) {
        requireIndex(index);
        return (word(index) >>> 8) * 0x1p-24f;
    }

    /**
     * Element {@code index} of a float64 fill from [0, 1), a multiple of 2⁻⁵³.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public double uniformDouble(long index) {
        requireIndex(index);
        return (twoWords(index) >>> 11) * 0x1p-53;
    }

    /**
     * Element {@code index} of a float32 fill from the normal distribution with mean 0 and deviation 1.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public float gaussian(long index) {
        requireIndex(index);
        float[] sample = new float[1];
        Sampling.fill(sample, 0, 1, index, Distribution.normal(0, 1), this, Execution.sequential());
        return sample[0];
    }

    /**
     * Element {@code index} of a float64 fill from the normal distribution with mean 0 and deviation 1.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public double gaussianDouble(long index) {
        requireIndex(index);
        double[] sample = new double[1];
        Sampling.fill(sample, 0, 1, index, Distribution.normal(0, 1), this, Execution.sequential());
        return sample[0];
    }

    /**
     * An integer from 0 to {@code bound} − 1, each as probable as the others: word {@code index}, times the bound,
     * divided by 2³² (Lemire, Fast random integer generation in an interval, ACM TOMACS 29, 2019). Where the remainder
     * shows that the result would be more probable than others, as happens with a probability below bound/2³², 32 more
     * bits are taken, as often as necessary: try k ≥ 1 is the upper half of mix64(m + k·γ), with m the index's own more
     * bits, which no word has, and mix64 and γ those of SplitMix64. So the result is a function of (stream, index,
     * bound).
     *
     * @throws IllegalArgumentException if the index is negative or the bound less than 1
     */
    public int below(int bound, long index) {
        requireIndex(index);
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, was " + bound);
        }
        long product = Integer.toUnsignedLong(word(index)) * bound;
        if ((product & Generators.LOW_HALF) < bound) {
            int rejected = Integer.remainderUnsigned(-bound, bound);
            long state = 0;
            for (int tries = 0; (product & Generators.LOW_HALF) < rejected; tries++) {
                state = (tries == 0 ? more(index) : state) + Generators.GOLDEN_GAMMA;
                product = (Generators.mix64(state) >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    private static void requireIndex(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("index must be at least 0, was " + index);
        }
    }

    /** Word {@code index}. */
    private int word(long index) {
        return (int) (twoWords(index >> 1) >>> ((index & 1) << 5));
    }

    /** Words 2n and 2n + 1, the earlier in the low half. */
    private long twoWords(long n) {
        if (generator == Generator.SPLIT_MIX) {
            return Generators.mix64(first + (n + 1) * second);
        }
        long[] block = new long[2];
        int half = SamplingKernel.LONGS / 2;
        Generators.philox(first, n / SamplingKernel.LONGS * half + n % half, second, block, 0, 1);
        return block[(int) (n % SamplingKernel.LONGS) / half];
    }

    /** For people: {@code "philox(42).stream(7)"}. */
    @Override
    public String toString() {
        return (generator == Generator.PHILOX ? "philox(" : "splitMix(") + seed + ").stream(" + id + ")";
    }
}
