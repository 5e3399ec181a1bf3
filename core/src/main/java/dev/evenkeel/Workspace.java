package dev.evenkeel;

/** Reusable buffers of one thread, grown to the largest size seen, never shrunk. Contents are left over from the last use. */
final class Workspace {
    private final Product product = new Product();
    private final ProductShare share = new ProductShare(this);
    private final BatchNormBuffers batchNorm = new BatchNormBuffers();
    private float[] left = {};
    private float[] right = {};
    private float[] staging = {};
    private float[] result = {};
    private float[] edge = {};
    private long[] words = {};
    private double[] doubles = {};

    Product product() {
        return product;
    }

    ProductShare share() {
        return share;
    }

    BatchNormBuffers batchNorm() {
        return batchNorm;
    }

    /** For rows of A. */
    float[] left(int length) {
        return left = atLeast(left, length);
    }

    /** For panels of B. */
    float[] right(int length) {
        return right = atLeast(right, length);
    }

    /** For a panel on its way from a segment, before it is transposed. */
    float[] staging(int length) {
        return staging = atLeast(staging, length);
    }

    /** For a block of C whose storage no kernel can write. */
    float[] result(int length) {
        return result = atLeast(result, length);
    }

    /** For a tile that sticks out of C. */
    float[] edge(int length) {
        return edge = atLeast(edge, length);
    }

    /** For random words. */
    long[] words(int length) {
        return words.length >= length ? words : (words = new long[length]);
    }

    /** For samples on their way to storage that no kernel can write. */
    double[] doubles(int length) {
        return doubles.length >= length ? doubles : (doubles = new double[length]);
    }

    private static float[] atLeast(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }
}
