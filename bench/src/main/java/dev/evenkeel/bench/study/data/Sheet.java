package dev.evenkeel.bench.study.data;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.util.Arrays;

/** A picture of examples to look at, with a row for each class: the first examples of it, from left to right. */
public final class Sheet {
    private static final int GAP = 4;
    private static final byte GAP_GREY = (byte) 0x80;
    private static final int COLOURS = 3;

    private Sheet() {}

    /**
     * A PNG file's content; the least value that occurs is black, the greatest white.
     *
     * @param examples of n² values, grey, or of 3·n², a plane for each of red, green and blue
     * @param columns examples of each class; fewer where {@code limit} examples have no more
     * @param scale sides of a pixel
     * @param limit how many examples may be looked at
     * @throws IllegalArgumentException if examples are no such pictures
     */
    public static byte[] png(Examples examples, int columns, int scale, long limit) {
        int channels = isSquare(examples.inputs()) ? 1 : COLOURS;
        int side = (int) Math.sqrt((double) examples.inputs() / channels);
        if (side * side * channels != examples.inputs()) throw new IllegalArgumentException(
                "examples must have n² or 3·n² values to be shown, have " + examples.inputs());
        float[][] chosen = choose(examples, columns, limit);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float[] values : chosen) {
            for (int i = 0; values != null && i < values.length; i++) {
                least = Math.min(least, values[i]);
                most = Math.max(most, values[i]);
            }
        }
        int cell = side * scale + GAP;
        int width = columns * cell + GAP;
        int height = examples.classes() * cell + GAP;
        byte[] pixels = new byte[width * height * channels];
        Arrays.fill(pixels, GAP_GREY);
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] == null) continue;
            int corner = (i / columns * cell + GAP) * width + i % columns * cell + GAP;
            for (int p = 0; p < side * scale * side * scale; p++) {
                int row = p / (side * scale);
                int column = p % (side * scale);
                for (int channel = 0; channel < channels; channel++) {
                    float value = chosen[i][(channel * side + row / scale) * side + column / scale];
                    pixels[(corner + row * width + column) * channels + channel] =
                            (byte) Math.round(255 * (value - least) / Math.max(Float.MIN_NORMAL, most - least));
                }
            }
        }
        return PngImage.encode(width, height, channels, pixels);
    }

    private static boolean isSquare(int number) {
        int root = (int) Math.sqrt(number);
        return root * root == number;
    }

    /** Class by class; null where there are no more. */
    private static float[][] choose(Examples examples, int columns, long limit) {
        float[][] chosen = new float[examples.classes() * columns][];
        int[] found = new int[examples.classes()];
        Matrix x = Matrix.allocate(1, examples.inputs());
        int[] label = new int[1];
        int missing = chosen.length;
        for (long i = 0; missing > 0 && i < Math.min(limit, examples.size()); i++) {
            examples.read(i, x, label, Execution.sequential());
            if (found[label[0]] == columns) continue;
            chosen[label[0] * columns + found[label[0]]++] = x.toArray();
            missing--;
        }
        return chosen;
    }
}
