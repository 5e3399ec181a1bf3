package dev.evenkeel.file;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Files that other writers made; their README says which, and make.py what is in them. */
public final class FilesOfOthers {
    /** Bits of {@code special.npy}: NaN with payload, one of them signalling, -0, the least and the greatest float. */
    static final int[] SPECIAL = {0x7fc12345, 0xff812345, 0x80000000, 0x00000001, 0x7f800000, 0x7f7fffff};

    private FilesOfOthers() {}

    public static Path path(String name) {
        try {
            return Path.of(FilesOfOthers.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("a file among the resources", e);
        }
    }

    public static byte[] bytes(String name) throws IOException {
        try (InputStream stream = FilesOfOthers.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        }
    }

    static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    static float[] floats(int... bits) {
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        return values;
    }

    /** 0, 1, 2 … */
    static float[] count(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return values;
    }
}
