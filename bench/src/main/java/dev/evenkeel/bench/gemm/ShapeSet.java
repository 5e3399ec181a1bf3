package dev.evenkeel.bench.gemm;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shapes that belong together and have a name on the command line. */
public enum ShapeSet {
    /**
     * One of each kind: small, in cache, out of cache, odd, a training batch, a weight gradient, one row. The main job.
     */
    HEADLINE("64", "256", "1001", "1024", "32x1000x1000", "1000x1000x32", "128x4096x1024", "1x1000x1000"),
    /** n × n × n: powers of two, and neighbours that are no multiple of any tile. */
    SQUARES(IntStream.of(8, 16, 32, 48, 64, 97, 128, 131, 256, 512, 1001, 1024, 2048).mapToObj(Shape::square)),
    /** Products of dense layers in training, forward and backward. */
    TRAINING("1000x1000x32", "128x4096x1024", "256x1000x1000", "32x1000x1000"),
    /** Batches of 1 to 256 rows through layers 1000 and 4096 wide. */
    BATCHES(IntStream.of(1000, 4096).boxed()
            .flatMap(width -> IntStream.of(1, 10, 32, 128, 256)
                    .mapToObj(batch -> new Shape(batch, width, width == 4096 ? 1024 : width)))),
    /** Every shape of every set. */
    ALL(Stream.of(SQUARES, TRAINING, BATCHES).flatMap(set -> set.shapes.stream()));

    private final Set<Shape> shapes;

    ShapeSet(String... shapes) { this(Arrays.stream(shapes).map(Shape::parse)); }

    ShapeSet(Stream<Shape> shapes) { this.shapes = new LinkedHashSet<>(shapes.toList()); }

    /** In the order in which they are measured. */
    public List<Shape> shapes() { return List.copyOf(shapes); }

    /**
     * The shapes of a set's name in any case, or the one shape that the text describes.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static List<Shape> parse(String text) {
        for (ShapeSet set : values()) {
            if (set.name().equalsIgnoreCase(text)) return set.shapes();
        }
        try {
            return List.of(Shape.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", or one of the sets " + Arrays.toString(values()).toLowerCase(Locale.ROOT), e);
        }
    }
}
