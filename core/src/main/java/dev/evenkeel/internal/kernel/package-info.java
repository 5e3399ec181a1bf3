/**
 * The inner loops: everything that is SIMD, and nothing that is not an inner loop. Not exported.
 *
 * <h2>Contract</h2>
 *
 * <p>A kernel sees {@code float[]} ({@code double[]} where the name says so), an offset and a leading dimension, with
 * unit stride along the lanes. Transposes, other strides, off-heap memory, ragged edges, packing and threads are dealt
 * with by the capabilities, once for all kernels. Therefore a kernel
 *
 * <ul>
 * <li><b>checks nothing.</b> The caller has checked shapes, ranges and overlap; a wrong call may fail halfway, with
 * some elements written. Array accesses keep their bounds checks, so nothing outside an array is ever touched.
 * <li><b>allocates nothing.</b> Buffers are arguments. The one exception is code that is written or tried out at run
 * time, until it is compiled.
 * <li><b>starts and waits for no thread.</b> One instance serves all threads.
 * <li><b>keeps no state that a result could show.</b> What it keeps decides about speed alone: code made at run time,
 * whether that is compiled yet, and which {@code TileForm} of narrow tiles is faster. Threads that race lose a
 * measurement.
 * <li><b>performs the operations in the order its interface states</b>, for each element, whatever surrounds it. In a
 * product that is {@code acc = +0; acc = fma(a, b, acc)} in ascending depth over at most {@link
 * dev.evenkeel.internal.kernel.gemm.GemmKernel#KC} terms, then one store, {@code fma(α, acc, β·c)}, or {@code
 * α·acc} without reading C where β = 0. Lanes are different columns and never meet: no reduction across lanes, no term
 * skipped, no second accumulator for one element.
 * <li><b>says itself how large its tiles are.</b> The loops around it ask.
 * </ul>
 *
 * <h2>Names</h2>
 *
 * <p>A family is a folder, and X its name: {@code Gemm}, {@code Gemv}, {@code Pack}, {@code Dgemm}, {@code Sampling},
 * {@code Torch}, {@code BatchNorm}, {@code Activation}, {@code Loss}, {@code Update}, {@code Sum} or
 * {@code Element}.
 *
 * <table>
 * <caption>How names are read</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>{@code XKernel}</td><td>the contract: formula and order of operations</td></tr>
 * <tr><td>{@code ScalarX}</td><td>specification, fallback and oracle, written to be read</td></tr>
 * <tr><td>{@code VectorX}</td><td>the SIMD twin; tests demand the bits of {@code ScalarX}, no less</td></tr>
 * <tr><td>{@code TieredX}</td><td>{@code ScalarX} until C2 has compiled {@code VectorX}, see {@code TieredOperation};
 * {@code TieredMicroKernel} is one tile of that kind</td></tr>
 * <tr><td>{@code Gemm}, {@code Gemv}, {@code Dgemm}</td><td>matrix times matrix in float32, vector times matrix in
 * float32, matrix times matrix in float64</td></tr>
 * <tr><td>{@code axpyRows}, {@code dotColumns}</td><td>vector times matrix by adding multiples of rows, or by a dot
 * product with each column; {@code FusedDots}: as many dot products as there are lanes</td></tr>
 * <tr><td>{@code MicroKernel}</td><td>one tile of a product; {@code XAssembler} writes its byte code</td></tr>
 * <tr><td>{@code …ChannelsFirst…}, {@code …ChannelsLast…}</td><td>each channel a plane (NCHW), or the channels of a
 * position side by side (NHWC)</td></tr>
 * <tr><td>{@code alongRows}, {@code halves}</td><td>of a tile: A has unit stride along its rows, not its columns; it
 * consists of vectors of half the width</td></tr>
 * </table>
 *
 * <h2>Code made at run time</h2>
 *
 * <p>C2 keeps accumulators in registers only if each is a local variable, which takes a method per tile size: the
 * assemblers write their byte code when a size is first used (decision 3). Until C2 has compiled vector code, scalar
 * code does the work (decision 4).
 *
 * <h2>Width</h2>
 *
 * <p>{@code Lanes} is the only place that chooses a species, {@code Kernels} the only one that chooses between the
 * twins. No class may touch {@code Lanes} or a {@code Vector…} class before {@code Kernels} has found the incubator
 * module, for without it they do not link.
 */
package dev.evenkeel.internal.kernel;
