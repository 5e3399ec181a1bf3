package dev.evenkeel.bench.batchnorm;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Shapes that belong together and have a name on the command line. */
public enum FeatureShapes {
    /** A dense layer's output and an image's, both in cache. The main job. */
    HEADLINE("256x1000", "32x256x196"),
    /** Outputs of dense layers. */
    DENSE("128x1000", "256x1000", "64x4096", "1024x1024", "4096x4096"),
    /** Every size of output that ResNet-50 normalises, 32 images. */
    RESNET50("32x64x12544", "32x64x3136", "32x256x3136", "32x128x784", "32x512x784", "32x256x196", "32x1024x196",
            "32x512x49", "32x2048x49"),
    /** Numbers of channels that fill no vector, or one many times. */
    CHANNELS("32x1x784", "32x3x784", "32x17x784", "32x1000x49"),
    /** Every shape of every set. */
    ALL(Stream.of(HEADLINE, DENSE, RESNET50, CHANNELS).flatMap(set -> set.shapes.stream()));

    private final Set<FeatureShape> shapes;

    FeatureShapes(String... shapes) { this(Arrays.stream(shapes).map(FeatureShape::parse)); }

    FeatureShapes(Stream<FeatureShape> shapes) { this.shapes = new LinkedHashSet<>(shapes.toList()); }

    /**
     * The shapes of a set's name in any case, or the one shape that the text describes.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static List<FeatureShape> parse(String text) {
        for (FeatureShapes set : values()) {
            if (set.name().equalsIgnoreCase(text)) return List.copyOf(set.shapes);
        }
        try {
            return List.of(FeatureShape.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", or one of the sets " + Arrays.toString(values()).toLowerCase(Locale.ROOT), e);
        }
    }
}
