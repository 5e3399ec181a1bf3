/**
 * Matrix multiply, random numbers, first weights, batch normalisation and training steps on float32, by SIMD kernels
 * written in Java. Products and random numbers are also made in float64. This page is the map.
 *
 * {@snippet :
 * Execution execution = Execution.sequential();
 * Matrix x = Matrix.of(new float[] {1, 0, 1, 0, 1, 0}, 2, 3);  // a batch of 2 examples with 3 values each
 * Matrix w = Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);  // inputs × outputs
 * Matrix y = Matrix.of(new float[4], 2, 2);
 * float[] bias = {-5, -5};
 * Gemm.multiply(1f, x, w, 0f, y, new Epilogue(bias, Activation.RELU), execution);
 * IO.println(Arrays.toString(y.toArray()));                    // [1.0, 3.0, 0.0, 0.0]
 * }
 *
 * <h2>Nine doors</h2>
 *
 * <table>
 * <caption>Packages</caption>
 * <tr><th>package</th><th>what it does</th><th>begin with</th></tr>
 * <tr><td>{@link dev.evenkeel}</td><td>what every operation takes</td><td>{@link dev.evenkeel.Matrix}, {@link
 * dev.evenkeel.DoubleMatrix}, {@link dev.evenkeel.Execution}, {@link dev.evenkeel.Activation}</td></tr>
 * <tr><td>{@link dev.evenkeel.gemm}</td><td>C ← α·A·B + β·C, with bias and activation; one triangle of A·Aᵀ</td><td>
 * {@link dev.evenkeel.gemm.Gemm}, {@link dev.evenkeel.gemm.Syrk}</td></tr>
 * <tr><td>{@link dev.evenkeel.random}</td><td>random numbers, each a function of (seed, stream, index)</td><td>{@link
 * dev.evenkeel.random.Sampling}, {@link dev.evenkeel.random.RandomStream}</td></tr>
 * <tr><td>{@link dev.evenkeel.init}</td><td>first weights: Xavier, Kaiming, orthogonal and others</td><td>{@link
 * dev.evenkeel.init.VarianceScaling}, {@link dev.evenkeel.init.Weights}</td></tr>
 * <tr><td>{@link dev.evenkeel.batchnorm}</td><td>batch normalisation, forward and backward</td><td>{@link
 * dev.evenkeel.batchnorm.BatchNorm}, {@link dev.evenkeel.batchnorm.Features}</td></tr>
 * <tr><td>{@link dev.evenkeel.loss}</td><td>losses with their gradients</td><td>{@link dev.evenkeel.loss.CrossEntropy},
 * {@link dev.evenkeel.loss.Loss}</td></tr>
 * <tr><td>{@link dev.evenkeel.training}</td><td>updates of weights, sums, a dense layer in one call</td><td>{@link
 * dev.evenkeel.training.DenseLayer}, {@link dev.evenkeel.training.Optimizer}</td></tr>
 * <tr><td>{@link dev.evenkeel.torch}</td><td>the weights that PyTorch starts from, bit for bit</td><td>{@link
 * dev.evenkeel.torch.TorchReplay}</td></tr>
 * <tr><td>{@link dev.evenkeel.file}</td><td>weights in files that NumPy, PyTorch and JAX share</td><td>{@link
 * dev.evenkeel.file.Safetensors}, {@link dev.evenkeel.file.Npy}</td></tr>
 * </table>
 *
 * <p>The guides in the repository's {@code core/docs/guide} have an example of each. {@code core/docs/architecture.md}
 * is the map of what is inside.
 *
 * <h2>Conventions</h2>
 *
 * <p>Matrices are row-major unless a {@link dev.evenkeel.Matrix} says otherwise: element (i, j) lies at {@code offset +
 * i·rowStride + j·colStride}, counted in elements. A transposed, sliced, reversed or repeated operand is a view with
 * other strides; no operation has flags for it, and none copies it for the caller.
 *
 * <p>C ← α·A·B + β·C takes A of m × k, B of k × n and C of m × n. Formulas and loops use the same letters throughout:
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><th>symbol</th><th>meaning</th></tr>
 * <tr><td>m, n, k</td><td>rows of C, columns of C, depth: the terms of one element</td></tr>
 * <tr><td>i, j, p</td><td>a row, a column, a step in depth</td></tr>
 * <tr><td>a, b, c</td><td>operands, or elements of them</td></tr>
 * <tr><td>α, β</td><td>the factors {@code alpha} and {@code beta}</td></tr>
 * <tr><td>acc</td><td>the sum in progress of one element</td></tr>
 * <tr><td>fma(x, y, z)</td><td>x·y + z, rounded once</td></tr>
 * </table>
 *
 * <p>A dense layer on a batch is Y = X·W with one example per row: X is batch × inputs, W is inputs × outputs. Its
 * backward pass is Xᵀ·G and G·Wᵀ, both products of views. Numbers of inputs stand before numbers of outputs.
 *
 * <p>Outputs, scratch memory and threads are arguments: the caller allocates, and {@link dev.evenkeel.Execution}
 * carries the rest. Bad arguments are refused by an exception that names them and says what was expected, before
 * anything is written.
 *
 * <h2>One result</h2>
 *
 * <p>The bits of a result follow from the inputs and from nothing else. Vector width, number of threads, arrays or
 * off-heap memory, packed or not, the other rows in the batch, scalar or vector kernels, the processor: they change how
 * long it takes. The definitions of all results are in the repository's {@code core/docs/same-bits.md}, as formulas and
 * as pseudo-code; the scalar kernels are these definitions in Java. Only the payload of a NaN is left open: all NaNs
 * count as equal.
 */
package dev.evenkeel;
