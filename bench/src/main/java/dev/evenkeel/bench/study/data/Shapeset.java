package dev.evenkeel.bench.study.data;

import dev.evenkeel.random.RandomStream;
import java.util.List;

/**
 * Shapeset-3×2, of Glorot and Bengio's paper: endless grey images of 32 × 32 pixels with one or two objects out of
 * triangle, parallelogram and ellipse. The class says which, not where nor in which order.
 *
 * <p>One or two objects with equal odds, each of the three shapes with equal odds: so a single shape is 1/6 of all
 * images, a pair of different ones 1/9, a pair of equal ones 1/18. An object is a regular polygon of 3, 4 or 20
 * vertices and radius ½, stretched along an axis of any angle by s₀ and across it by s₁, where s₀ ≥ s₁ are 0.2 to 0.8
 * of the image; then it is turned, by a multiple of 1/255 of a turn, and put at a place where it leaves a margin of one
 * pixel. Objects have greys from 0.55 to 1, the background one from 0 to 0.45; half of the images are inverted. The
 * second object is placed anew while it covers more than half of the pixels of the first; its shape remains, because
 * to draw that anew would skew the classes. After 50 such places there is one object.
 *
 * <p>A pixel's value is its grey, from 0 to 1, less ½.
 *
 * <p>This is the distribution that the paper and its authors' generator describe. Its images are others: they come from
 * another random stream and another way to fill polygons.
 */
public final class Shapeset extends IndexedExamples {
    /** What the classes are, in the paper's order. */
    public static final List<String> CLASSES = List.of("triangle", "parallelogram", "ellipse",
            "triangle, parallelogram",
            "parallelogram, ellipse", "triangle, ellipse", "two triangles", "two parallelograms", "two ellipses");

    /** The class of a pair of kinds. */
    private static final int[][] PAIRS = {{6, 3, 5}, {3, 7, 4}, {5, 4, 8}};

    private static final long MOST_EXAMPLES = Long.MAX_VALUE / Scene.DRAWS;
    private static final int WORTH_SHARING = 4;

    private final RandomStream stream;
    private final boolean smooth;

    /**
     * Images of a seed.
     *
     * @param smooth whether a pixel that an edge crosses mixes both greys; otherwise its centre decides. Nothing else
     * depends on it
     */
    public Shapeset(long seed, boolean smooth) {
        this(RandomStream.philox(seed).stream("shapeset"), smooth);
    }

    private Shapeset(RandomStream stream, boolean smooth) {
        this.stream = stream;
        this.smooth = smooth;
    }

    /**
     * Endless sets to train, validate and test on; each has images of its own, and the first of them is that of the
     * constructor.
     */
    public static DataSet dataSet(long seed, boolean smooth) {
        Shapeset train = new Shapeset(seed, smooth);
        return new DataSet("shapeset", train, new Shapeset(train.stream.derived("validation"), smooth),
                new Shapeset(train.stream.derived("test"), smooth));
    }

    @Override
    public int inputs() { return Polygon.SIZE * Polygon.SIZE; }

    @Override
    public int classes() { return CLASSES.size(); }

    @Override
    public long size() { return Long.MAX_VALUE; }

    @Override
    int worthSharing() { return WORTH_SHARING; }

    @Override
    Reader reader() {
        Scene scene = scene();
        return (index, target, offset) -> {
            draw(scene, index);
            scene.paint(target, offset);
            for (int i = 0; i < inputs(); i++) target[offset + i] -= 0.5f;
            return label(scene);
        };
    }

    /** One that draws these images. */
    Scene scene() {
        return new Scene(stream, smooth);
    }

    /** Draws the image with this number. */
    static void draw(Scene scene, long index) {
        if (index >= MOST_EXAMPLES)
            throw new IllegalArgumentException("example must be below " + MOST_EXAMPLES + ", was " + index);
        scene.draw(index);
    }

    /** The class of what was drawn last. */
    static int label(Scene scene) {
        return scene.objects() == 1 ? scene.firstKind() : PAIRS[scene.firstKind()][scene.secondKind()];
    }
}
