/**
 * Matrix multiply, random numbers, initial weights and batch normalisation on float32, by SIMD kernels written in Java.
 * This page is the map.
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
 * backward pass is Xᵀ·G and G·Wᵀ, both products of views.
 *
 * <p>Outputs, scratch memory and threads are arguments: the caller allocates, and {@link dev.evenkeel.Execution}
 * carries the rest. Bad arguments are refused by an exception that names them and what was expected, before anything is
 * written.
 *
 * <h2>One result</h2>
 *
 * <p>The bits of a result follow from the inputs and from nothing else. Vector width, number of threads, arrays or
 * off-heap memory, packed or not, the other rows in the batch, scalar or vector kernels, the processor: they change how
 * long it takes. To keep that true, each operation defines its order of rounding element by element ({@link
 * dev.evenkeel.gemm.Gemm} has that of a product), sums run in ascending order with one fma per term, nothing is added
 * across the lanes of a vector, no thread takes part of another's sum, no zero is skipped, and exponentials are our
 * own, made of fma. The scalar kernels are this definition written down; where a vector kernel differs from them, the
 * vector kernel is wrong. Only the payload of a NaN is left open: all NaNs count as equal.
 *
 * <h2>Reading order</h2>
 *
 * <ol>
 * <li>{@link dev.evenkeel.Matrix}: what a view is. {@link dev.evenkeel.MatrixBatch}: equal ones at a distance.
 * <li>{@link dev.evenkeel.gemm.Gemm}: the definition of a product, and every entry point. {@code GemmChecks} and {@code
 *     Overlap}: what is refused.
 * <li>{@code ParallelGemm} and {@code GuidedSchedule}: how C is shared out among threads; {@code BlockedGemm}: how a
 * share is cut into blocks, in five numbered loops. {@code BlockOfA} and {@code PanelOfB}: what is read in place
 * and what is packed; {@link dev.evenkeel.gemm.PackedMatrix}: packed once for many products.
 * <li>{@code kernel.GemmKernel}, then {@code ScalarGemm}, {@code VectorGemm}, {@code MicroKernelAssembler}: the inner
 * loops. The package {@code dev.evenkeel.kernel} is not exported; its own page has its contract.
 * <li>{@link dev.evenkeel.gemm.Epilogue} and {@link dev.evenkeel.Activation}: what follows the last store.
 * <li>{@link dev.evenkeel.torch.TorchReplay}: the random numbers of PyTorch, bit for bit; the one sequence among
 * functions.
 * <li>{@link dev.evenkeel.Execution}, {@code Scratch}, {@code ThreadTeam}: which kernels, which buffers, which threads.
 * </ol>
 *
 * <p>Random numbers and first weights:
 *
 * <ol>
 * <li>{@link dev.evenkeel.random.RandomStream}: words that are a function of (seed, stream, index). {@link
 * dev.evenkeel.random.Distribution}, of the shape of a {@link dev.evenkeel.random.DistributionFamily}: what becomes
 * of them.
 * <li>{@link dev.evenkeel.random.Sampling}: every fill, and the index of an element. {@code FillTask}: how a range is
 * cut into units; {@code FloatFillTask} and {@code DoubleFillTask}: where they go.
 * <li>{@code kernel.SamplingKernel}, then {@code Generators}, {@code BoxMuller}, {@code TruncatedNormal}: the
 * mathematics, one sample at a time; {@code VectorGenerators} and {@code VectorSampling}: its twins; {@code
 *     TieredSampling}: which of the two.
 * <li>{@link dev.evenkeel.init.Initializer}: what a scheme is, and all of them. {@link
 * dev.evenkeel.init.VarianceScaling}: the line on which most lie. {@link dev.evenkeel.init.Weights} and {@link
 * dev.evenkeel.init.Fans}: what is an input and what an output.
 * <li>{@link dev.evenkeel.init.Orthogonal} with {@code HaarMatrix} and {@code BlockReflector}, {@link
 * dev.evenkeel.init.Sparse}, {@link dev.evenkeel.init.Lsuv}: the structured ones.
 * </ol>
 */
package dev.evenkeel;
