package dev.evenkeel.bench.study.data;

/** Images whose values are bytes, as files have them; a value is the byte's part of 255. */
final class ByteImages extends IndexedExamples {
    /** Digits, and the things of CIFAR-10. */
    static final int CLASSES = 10;

    private static final int WORTH_SHARING = 32;

    private final byte[] values;
    private final byte[] labels;
    private final int inputs;
    private final int from;
    private final int to;

    private ByteImages(byte[] values, byte[] labels, int inputs, int from, int to) {
        this.values = values;
        this.labels = labels;
        this.inputs = inputs;
        this.from = from;
        this.to = to;
    }

    /**
     * Not copied.
     *
     * @param values those of an image after another
     * @param labels from 0 to 9
     */
    static ByteImages of(byte[] values, byte[] labels) {
        return new ByteImages(values, labels, values.length / labels.length, 0, labels.length);
    }

    /** Some of them, of the same memory. */
    ByteImages slice(int first, int end) {
        return new ByteImages(values, labels, inputs, from + first, from + end);
    }

    @Override
    public int inputs() { return inputs; }

    @Override
    public int classes() { return CLASSES; }

    @Override
    public long size() { return to - from; }

    @Override
    int worthSharing() { return WORTH_SHARING; }

    @Override
    Reader reader() {
        return (index, target, offset) -> {
            int image = from + (int) index;
            for (int i = 0; i < inputs; i++) target[offset + i] = (values[image * inputs + i] & 0xff) / 255f;
            return labels[image];
        };
    }
}
