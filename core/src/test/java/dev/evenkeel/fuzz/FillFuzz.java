package dev.evenkeel.fuzz;

import dev.evenkeel.Execution;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.GuardedStorage;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.FillOracle;
import dev.evenkeel.fuzz.oracles.Words;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;

/** One fill, or the raw words. */
final class FillFuzz {
    private enum Form {
        MATRIX, SHARD, FLOATS, DOUBLES, FLOAT_SEGMENT, DOUBLE_SEGMENT, WORDS
    }

    private static final BigInteger INDICES = BigInteger.ONE.shiftLeft(63);
    private static final int PIECE = 1 << 15;
    private static final int MARGIN = 20;

    /** What an oracle is asked about where it is slow. */
    private static final int ASKED = 300;

    private final Draws draws;
    private final Execution execution;
    private final Form form;
    private final FillOracle oracle;
    private final Distribution law;
    private RandomStream stream;
    private Words words;

    /** Of a word worth a look in this stream, or −1. */
    private long found = -1;

    FillFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        form = draws.of(Form.values());
        draws.note("form", form);
        oracle = drawOracle(draws, form != Form.DOUBLES && form != Form.DOUBLE_SEGMENT);
        draws.note("oracle", oracle);
        law = law(oracle);
        drawStream();
        draws.note("stream", stream);
    }

    static FillOracle drawOracle(Draws draws, boolean floats) {
        DistributionFamily distribution = draws.of(DistributionFamily.values());
        double size = draws.oneIn(3) ? 1 : Math.pow(2, draws.between(-30, 30)) * (1 + draws.unit());
        if (draws.oneIn(12)) {
            size = Math.pow(2, draws.any(-160, -149, -148, -126, 100, 120, 123, floats ? 126 : 900));
        }
        double middle = draws.oneIn(2) ? 0 : (draws.unit() - 0.5) * Math.pow(2, draws.between(-30, 30));
        if (distribution == DistributionFamily.UNIFORM) {
            double low = draws.oneIn(3) ? 0 : middle - size * draws.unit();
            double high = low + size;
            if (draws.oneIn(10)) {
                high = floats ? Math.nextUp((float) low) : Math.nextUp(low);
            }
            return low < high && high - low < Double.MAX_VALUE ? new FillOracle(distribution, low, high)
                    : new FillOracle(distribution, -1, 1);
        }
        return new FillOracle(distribution, middle, size);
    }

    static Distribution law(FillOracle oracle) {
        return switch (oracle.distribution()) {
            case UNIFORM -> Distribution.uniform(oracle.first(), oracle.second());
            case NORMAL -> Distribution.normal(oracle.first(), oracle.second());
            case TRUNCATED_NORMAL -> Distribution.truncatedNormal(oracle.first(), oracle.second());
        };
    }

    private void drawStream() {
        boolean isPhilox = draws.oneIn(2);
        long seed = draws.oneIn(3) ? draws.any(0, 1, -1, 42) : draws.bits();
        long id = draws.oneIn(3) ? draws.of(0L, 1L, Long.MAX_VALUE) : draws.bits() >>> draws.between(1, 63);
        String name = draws.oneIn(8) ? "layer " + draws.below(9) : null;
        id = name == null ? id : Words.idOf(name);
        if (isPhilox && name == null && draws.oneIn(3)) {
            long[] counter = hunt(seed);
            found = 2 * (counter[0] / 8 * 16 + counter[0] % 8);
            id = counter[1];
        }
        words = Words.of(isPhilox, seed, id);
        if (!isPhilox && draws.oneIn(3)) {
            long pair = words.indexOf(special() & 0xffff_ffffL | draws.bits() << 32);
            found = pair >= 0 && pair < 1L << 62 ? 2 * pair : -1;
        }
        RandomStream.Seed made = isPhilox ? RandomStream.philox(seed) : RandomStream.splitMix(seed);
        stream = name == null ? made.stream(id) : made.stream(name);
    }

    /** A block of Philox with a special word, among the elements that there are. */
    private long[] hunt(long seed) {
        while (true) {
            int[] block = {special(), (int) draws.bits(), (int) draws.bits(), (int) draws.bits()};
            if (draws.oneIn(2)) {
                block[draws.below(4)] = special();
            }
            long[] counter = Words.counter(seed, block);
            if (counter[0] >= 0 && counter[0] < 1L << 60 && counter[1] >= 0) {
                return counter;
            }
        }
    }

    private int special() {
        return draws.oneIn(2) ? draws.any(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 255, 256, 1) : draws.below(300);
    }

    void run() {
        int most = draws.part(draws.limits().elements());
        int length = draws.oneIn(3) ? draws.below(most + 1) : draws.extent(most);
        switch (form) {
            case MATRIX -> matrix(false);
            case SHARD -> matrix(true);
            case FLOATS, FLOAT_SEGMENT -> floats(length);
            case DOUBLES -> doubles(length);
            case DOUBLE_SEGMENT -> doubleSegment(length);
            default -> words(length);
        }
    }

    private long firstIndex(int length) {
        long last = Long.MAX_VALUE - Math.max(0, length - 1);
        boolean isWide = form == Form.DOUBLES || form == Form.DOUBLE_SEGMENT || form == Form.WORDS;
        long index = switch (draws.below(7)) {
            case 0 -> 0;
            case 1 -> draws.below(100);
            case 2 -> (long) PIECE * draws.below(10) + draws.between(-40, 40);
            case 3 -> last - draws.below(70);
            case 4 -> last;
            case 5 -> draws.bits() >>> draws.between(1, 62);
            default -> (isWide ? found / 2 : found) - draws.below(Math.max(1, length));
        };
        long first = Math.min(last, Math.max(0, index));
        draws.note("first index", first);
        return first;
    }

    private void matrix(boolean isShard) {
        int most = draws.part(draws.limits().elements());
        int rows = draws.extent(most);
        int cols = draws.oneIn(8) ? draws.below(most + 1) : draws.extent(most);
        rows = Math.min(rows, most / Math.max(1, cols));
        View view = View.alone("matrix", draws, Strides.draw(draws, 1, rows, cols, true),
                Executions.isSequential(execution));
        view.storage().seal();
        long whole = isShard ? cols + (draws.bits() >>> draws.between(8, 63)) : cols;
        long col = isShard ? draws.oneIn(2) ? whole - cols : Math.min(whole - cols, draws.below(50)) : 0;
        long row = isShard ? row(rows, whole) : 0;
        BigInteger lastRow = BigInteger.valueOf(row).add(BigInteger.valueOf(rows - 1L));
        BigInteger last = lastRow.multiply(BigInteger.valueOf(whole)).add(BigInteger.valueOf(col + cols - 1));
        boolean isLegal = rows == 0 || cols == 0 || last.compareTo(INDICES) < 0;
        draws.note("shard", row + " " + col + " of " + whole);
        boolean isDrawn = isLegal && oracle.hasFloats();
        if (isDrawn) {
            for (int i = 0; i < rows && cols > 0; i++) {
                float[] expected = expected(cols, (row + i) * whole + col);
                for (int j = 0; j < cols; j++) {
                    view.expect(0, i, j, expected[j]);
                }
            }
        }
        call(isDrawn, () -> {
            if (isShard) {
                Sampling.fill(view.matrix(draws), row, col, whole, law, stream, execution);
            } else {
                Sampling.fill(view.matrix(draws), law, stream, execution);
            }
        });
        view.check();
    }

    private long row(int rows, long whole) {
        long most = Long.MAX_VALUE / Math.max(1, whole) - rows;
        long row = draws.oneIn(2) ? most - draws.between(-2, 2) : draws.bits() >>> draws.between(1, 62);
        if (found >= 0 && whole > 0 && draws.oneIn(2)) {
            row = found / whole;
        }
        return Math.max(0, row > most + 2 ? row % (most + 1 > 0 ? most + 1 : 1) : row);
    }

    private void floats(int length) {
        long first = firstIndex(length);
        GuardedStorage storage = form == Form.FLOATS
                ? GuardedStorage.of(draws.of(GuardedStorage.Kind.EXACT_ARRAY, GuardedStorage.Kind.PART_OF_ARRAY), draws,
                        length)
                : GuardedStorage.of(draws, length, Executions.isSequential(execution));
        draws.note("target", storage);
        storage.seal();
        boolean isDrawn = oracle.hasFloats();
        if (isDrawn) {
            float[] expected = expected(length, first);
            for (int i = 0; i < length; i++) {
                storage.expect(i, expected[i]);
            }
        }
        call(isDrawn, () -> {
            if (form == Form.FLOAT_SEGMENT) {
                Sampling.fillFloats(storage.segment(0, length), first, law, stream, execution);
            } else if (first == 0 && storage.array().length == length) {
                Sampling.fill(storage.array(), law, stream, execution);
            } else {
                Sampling.fill(storage.array(), storage.lead(), length, first, law, stream, execution);
            }
        });
        storage.check("target");
    }

    private void call(boolean isDrawn, Runnable fill) {
        try {
            fill.run();
        } catch (IllegalArgumentException refused) {
            if (isDrawn || refused.getMessage() == null) {
                throw refused;
            }
            return;
        }
        if (!isDrawn) {
            throw new AssertionError("no float32 law, or indices from 2^63 on, and nothing was thrown");
        }
    }

    /** Those of the specification, after a look at them. */
    private float[] expected(int length, long first) {
        float[] expected = new float[length];
        Sampling.fill(expected, 0, length, first, law, stream, Executions.specification());
        boolean asksAll = oracle.distribution() == DistributionFamily.UNIFORM || length <= ASKED;
        for (int i = 0; i < (asksAll ? length : ASKED); i++) {
            int at = asksAll ? i : i < 20 ? i : i < 40 ? length - 1 - (i - 20) : draws.below(length);
            oracle.check(words, first + at, expected[at]);
        }
        if (found >= first && found - first < length) {
            oracle.check(words, found, expected[(int) (found - first)]);
        }
        return expected;
    }

    private double[] expectedDoubles(int length, long first) {
        double[] expected = new double[length];
        Sampling.fill(expected, 0, length, first, law, stream, Executions.specification());
        boolean asksAll = oracle.distribution() == DistributionFamily.UNIFORM || length <= ASKED;
        for (int i = 0; i < (asksAll ? length : ASKED); i++) {
            int at = asksAll ? i : i < 20 ? i : i < 40 ? length - 1 - (i - 20) : draws.below(length);
            oracle.check(words, first + at, expected[at]);
        }
        return expected;
    }

    private void doubles(int length) {
        long first = firstIndex(length);
        boolean isExact = first == 0 && draws.oneIn(2);
        double[] expected = new double[isExact ? length : length + 2 * MARGIN];
        Arrays.fill(expected, Double.NaN);
        double[] target = expected.clone();
        System.arraycopy(expectedDoubles(length, first), 0, expected, isExact ? 0 : MARGIN, length);
        if (isExact) {
            Sampling.fill(target, law, stream, execution);
        } else {
            Sampling.fill(target, MARGIN, length, first, law, stream, execution);
        }
        int at = Arrays.mismatch(target, expected);
        if (at >= 0) {
            throw new AssertionError("double " + at + " is " + target[at] + ", should be " + expected[at]);
        }
    }

    private void doubleSegment(int length) {
        long first = firstIndex(length);
        GuardedStorage storage = GuardedStorage.of(draws, 2 * length, Executions.isSequential(execution));
        draws.note("target", storage);
        storage.seal();
        double[] expected = expectedDoubles(length, first);
        for (int i = 0; i < length; i++) {
            int[] halves = MemorySegment.ofArray(new double[] {expected[i]}).toArray(
                    java.lang.foreign.ValueLayout.JAVA_INT);
            storage.expectBits(2 * i, halves[0]);
            storage.expectBits(2 * i + 1, halves[1]);
        }
        Sampling.fillDoubles(storage.segment(0, 2L * length), first, law, stream, execution);
        storage.check("target");
    }

    private void words(int length) {
        long first = firstIndex(length);
        long[] target = new long[length];
        Sampling.words(target, first, stream, execution);
        for (int i = 0; i < length; i++) {
            if (target[i] != words.pair(first + i)) {
                throw new AssertionError("words at " + i + " are " + Long.toHexString(target[i]) + ", should be "
                        + Long.toHexString(words.pair(first + i)));
            }
        }
    }
}
