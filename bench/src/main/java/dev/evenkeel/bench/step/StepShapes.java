package dev.evenkeel.bench.step;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shapes that belong together and have a name on the command line. */
public enum StepShapes {
    /** A small batch and a large one through the deep network. The main job. */
    HEADLINE(batches("1024-1000x5-9", 10, 128)),
    /** The deepest network of Glorot and Bengio's paper, which has five hidden layers. */
    DEEP(batches("1024-1000x5-9", 10, 32, 128, 256)),
    /** Wider and flatter, for digits. */
    WIDE(batches("784-4096x2-10", 10, 32, 128, 256)),
    /** Every shape of every set. */
    ALL(Stream.of(DEEP, WIDE).flatMap(set -> set.shapes.stream()));

    private final Set<StepShape> shapes;

    StepShapes(Stream<StepShape> shapes) { this.shapes = new LinkedHashSet<>(shapes.toList()); }

    private static Stream<StepShape> batches(String network, int... batches) {
        return IntStream.of(batches).mapToObj(batch -> new StepShape(batch, Network.parse(network)));
    }

    /**
     * The shapes of a set's name in any case, or the one shape that the text describes.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static List<StepShape> parse(String text) {
        for (StepShapes set : values()) {
            if (set.name().equalsIgnoreCase(text)) return List.copyOf(set.shapes);
        }
        try {
            return List.of(StepShape.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", or one of the sets " + Arrays.toString(values()).toLowerCase(Locale.ROOT), e);
        }
    }
}
