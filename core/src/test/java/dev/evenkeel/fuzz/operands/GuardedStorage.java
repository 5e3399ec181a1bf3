package dev.evenkeel.fuzz.operands;

import dev.evenkeel.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Floats of any storage amid canaries, with an image of what they should be after a call. Whatever is written
 * elsewhere than expected is found; what is read elsewhere is NaN.
 */
public final class GuardedStorage {
    /** Where floats can lie. */
    public enum Kind {
        EXACT_ARRAY, PART_OF_ARRAY, FLOAT_SEGMENT, MISALIGNED_FLOAT_SEGMENT, BYTE_SEGMENT, DOUBLE_SEGMENT, NATIVE,
        MISALIGNED_NATIVE, MAPPED, CONFINED
    }

    private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED;
    private static final int POISON = -1;
    private static final int MARGIN = 24;
    private static final int REGION = 1 << 25;
    private static final MemorySegment NATIVE_REGION = Arena.global().allocate(REGION, 64);
    private static final MemorySegment MAPPED_REGION = mapped();

    private static final List<Arena> CONFINED = new ArrayList<>();

    /** Of both regions; starts anew with each case. */
    private static int used;

    public final Kind kind;
    private final int elements;
    private final float[] array;

    /** With the canaries. */
    private final MemorySegment whole;

    /** What the library gets to see. */
    private final MemorySegment inner;

    /** Byte of element 0 in {@link #whole}, and its index in what the library sees. */
    private final long firstByte;

    private final int lead;

    /** Bits of all floats in {@link #whole}, guards too: plain arrays, as segments are slow until they are compiled. */
    private int[] now;

    /** What should be there. */
    private int[] image;

    /** Index of element 0 in them, and bytes before and behind them. */
    private final int base;

    private final int headBytes;
    private final BitSet outputs = new BitSet();
    private final BitSet undefined = new BitSet();

    private GuardedStorage(Kind kind, int elements, float[] array, MemorySegment whole, long firstByte, int lead) {
        this.kind = kind;
        this.elements = elements;
        this.array = array;
        this.whole = whole;
        this.firstByte = firstByte;
        this.lead = lead;
        this.inner = whole.asSlice(firstByte - (long) lead * Float.BYTES, ((long) lead + elements) * Float.BYTES);
        headBytes = (int) (firstByte % Float.BYTES);
        base = (int) (firstByte / Float.BYTES);
        now = new int[(int) (whole.byteSize() - headBytes) / Float.BYTES];
        Arrays.fill(now, POISON);
    }

    private static MemorySegment mapped() {
        try {
            Path file = Files.createTempFile("evenkeel", ".floats");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, REGION, Arena.global());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no file to map", e);
        }
    }

    public static void startCase() {
        used = 0;
        CONFINED.forEach(Arena::close);
        CONFINED.clear();
    }

    private static MemorySegment confined(int bytes) {
        Arena arena = Arena.ofConfined();
        CONFINED.add(arena);
        return arena.allocate(bytes, Float.BYTES);
    }

    /** @param confinable whether only the calling thread will use it */
    public static GuardedStorage of(Draws draws, int elements, boolean confinable) {
        Kind kind = draws.of(Kind.values());
        return of(kind == Kind.CONFINED && !confinable ? Kind.NATIVE : kind, draws, elements);
    }

    public static GuardedStorage of(Kind kind, Draws draws, int elements) {
        int margin = MARGIN + draws.below(16);
        int lead = draws.oneIn(2) ? 0 : draws.below(8);
        int bytes = (2 * margin + elements) * Float.BYTES;
        long first = (long) margin * Float.BYTES;
        int skew = draws.between(1, 3);
        return switch (kind) {
            case EXACT_ARRAY -> {
                float[] array = new float[elements];
                yield new GuardedStorage(kind, elements, array, MemorySegment.ofArray(array), 0, 0);
            }
            case PART_OF_ARRAY -> {
                float[] array = new float[2 * margin + elements];
                yield new GuardedStorage(kind, elements, array, MemorySegment.ofArray(array), first, margin);
            }
            case FLOAT_SEGMENT -> new GuardedStorage(kind, elements, null,
                    MemorySegment.ofArray(new float[2 * margin + elements]), first, lead);
            case MISALIGNED_FLOAT_SEGMENT -> new GuardedStorage(kind, elements, null,
                    MemorySegment.ofArray(new float[2 * margin + elements]), first + skew, lead);
            case BYTE_SEGMENT -> new GuardedStorage(kind, elements, null, MemorySegment.ofArray(new byte[bytes]),
                    first + draws.below(4), lead);
            case DOUBLE_SEGMENT -> new GuardedStorage(kind, elements, null,
                    MemorySegment.ofArray(new double[bytes / Double.BYTES + 1]), first, lead);
            case NATIVE -> new GuardedStorage(kind, elements, null, region(NATIVE_REGION, bytes), first, lead);
            case MISALIGNED_NATIVE -> new GuardedStorage(kind, elements, null, region(NATIVE_REGION, bytes),
                    first + skew, lead);
            case MAPPED -> new GuardedStorage(kind, elements, null, region(MAPPED_REGION, bytes), first, lead);
            case CONFINED -> new GuardedStorage(kind, elements, null, confined(bytes), first, lead);
        };
    }

    private static MemorySegment region(MemorySegment region, int bytes) {
        MemorySegment slice = region.asSlice(used, bytes);
        used += bytes + 4;
        return slice;
    }

    public int elements() {
        return elements;
    }

    public float get(long element) {
        return Float.intBitsToFloat(now[base + (int) element]);
    }

    /** Before {@link #seal}. */
    public void set(long element, float value) {
        now[base + (int) element] = Float.floatToRawIntBits(value);
    }

    /** What is there now is what should be there after the call. */
    public void seal() {
        whole.fill((byte) POISON);
        MemorySegment.copy(now, 0, whole, BITS, headBytes, now.length);
        expectNothing();
    }

    /** After the call: what {@link #get} gets from now on. */
    public void read() {
        MemorySegment.copy(whole, BITS, headBytes, now, 0, now.length);
    }

    public void expect(long element, float value) {
        outputs.set((int) element);
        image[base + (int) element] = Float.floatToRawIntBits(value);
    }

    /** To the bit, also where it looks like a NaN: half a double, say. */
    public void expectBits(long element, int bits) {
        image[base + (int) element] = bits;
    }

    public void expectAnything(long element) {
        undefined.set((int) element);
    }

    /** Expects no change after all. */
    public void expectNothing() {
        image = now.clone();
        outputs.clear();
        undefined.clear();
    }

    public Matrix matrix(long offset, int rows, int cols, long rowStride, long colStride) {
        return array != null ? Matrix.of(array, (int) (lead + offset), rows, cols, (int) rowStride, (int) colStride)
                : Matrix.of(inner, lead + offset, rows, cols, rowStride, colStride);
    }

    /** The array, or null; element 0 is at {@link #lead()}. */
    public float[] array() {
        return array;
    }

    public int lead() {
        return lead;
    }

    /** Exactly the elements from one on. */
    public MemorySegment segment(long element, long count) {
        return whole.asSlice(firstByte + element * Float.BYTES, count * Float.BYTES);
    }

    /** Every byte is as it was or as expected; all NaNs are equal where something was to be written. */
    public void check(String name) {
        read();
        checkPoison(name, 0, headBytes);
        checkPoison(name, headBytes + (long) now.length * Float.BYTES, whole.byteSize());
        int at = 0;
        while (true) {
            int step = Arrays.mismatch(now, at, now.length, image, at, image.length);
            if (step < 0) {
                return;
            }
            at += step;
            int element = at - base;
            boolean inside = element >= 0 && element < elements;
            if (!inside || !isFine(element)) {
                throw new AssertionError(message(name, element, inside));
            }
            at++;
        }
    }

    private void checkPoison(String name, long from, long to) {
        for (long at = from; at < to; at++) {
            if (whole.get(ValueLayout.JAVA_BYTE, at) != (byte) POISON) {
                throw new AssertionError(name + ": byte " + at + " of " + whole.byteSize() + " changed, in " + this);
            }
        }
    }

    private boolean isFine(int element) {
        boolean bothNaN = Float.isNaN(get(element)) && Float.isNaN(expected(element));
        return undefined.get(element) || outputs.get(element) && bothNaN;
    }

    private float expected(int element) {
        return Float.intBitsToFloat(image[base + element]);
    }

    private String message(String name, int element, boolean inside) {
        String what = inside && outputs.get(element) ? "output" : "guard or input";
        return name + ": element " + element + " (" + what + ") is " + Float.toHexString(get(element)) + " = "
                + get(element) + ", should be " + Float.toHexString(expected(element)) + " = " + expected(element)
                + ", in " + this;
    }

    @Override
    public String toString() {
        return kind + " of " + elements;
    }
}
