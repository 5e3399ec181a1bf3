package dev.evenkeel.bench.torch;

/** Tensors drawn one after the other on CPU, float32, each over the last one. */
public interface ReplaySession extends AutoCloseable {
    /** {@code tensor.normal_(mean, std)}. */
    void normal(int length, double mean, double std);

    /** {@code tensor.uniform_(from, to)}. */
    void uniform(int length, double from, double to);

    /** The first elements of the tensor drawn last. */
    float[] result(int length);

    /** What really runs. */
    String codePath();

    @Override
    void close();
}
