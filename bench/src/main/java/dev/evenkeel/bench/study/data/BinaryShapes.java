package dev.evenkeel.bench.study.data;

/**
 * Images of {@link Shapeset} as black and white ones of 28 × 28 pixels, 0 and 1: a pixel is the one of the 32 × 32 that
 * its centre lies in, and is 1 where its grey is above ½. So objects are 1 on 0, or 0 on 1 where the image is inverted.
 */
public final class BinaryShapes extends IndexedExamples {
    private static final int SIZE = 28;

    private final Shapeset shapes;

    private BinaryShapes(Shapeset shapes) {
        this.shapes = shapes;
    }

    /** Endless sets to train, validate and test on. */
    public static DataSet dataSet(long seed) {
        DataSet grey = Shapeset.dataSet(seed, false);
        return new DataSet("binary shapeset", new BinaryShapes((Shapeset) grey.train()),
                new BinaryShapes((Shapeset) grey.validation()), new BinaryShapes((Shapeset) grey.test()));
    }

    @Override
    public int inputs() { return SIZE * SIZE; }

    @Override
    public int classes() { return shapes.classes(); }

    @Override
    public long size() { return shapes.size(); }

    @Override
    int worthSharing() { return shapes.worthSharing(); }

    @Override
    Reader reader() {
        Scene scene = shapes.scene();
        float[] greys = new float[shapes.inputs()];
        return (index, target, offset) -> {
            Shapeset.draw(scene, index);
            scene.paint(greys, 0);
            for (int row = 0; row < SIZE; row++) {
                for (int column = 0; column < SIZE; column++) {
                    float grey = greys[source(row) * Polygon.SIZE + source(column)];
                    target[offset + row * SIZE + column] = grey > 0.5f ? 1 : 0;
                }
            }
            return Shapeset.label(scene);
        };
    }

    private static int source(int pixel) {
        return (2 * pixel + 1) * Polygon.SIZE / (2 * SIZE);
    }
}
