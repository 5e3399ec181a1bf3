/**
 * The inner loops: everything that is SIMD, and nothing that is not an inner loop. Not exported.
 *
 * <h2>Contract</h2>
 *
 * <p>A kernel sees {@code float[]} ({@code double[]} where the name says so), an offset and a leading dimension, with
 * unit stride along the lanes. Transposes, other strides, off-heap memory, ragged edges, packing and threads are dealt
 * with in {@code dev.evenkeel}, once for all kernels. Therefore a kernel
 *
 * <ul>
 * <li><b>checks nothing.</b> Shapes, ranges and overlap were checked by who calls; a wrong call may fail halfway, with
 * some elements written. Array accesses keep their bounds checks, so nothing outside an array is ever touched.
 * <li><b>allocates nothing.</b> Buffers are arguments. The one exception is a tile size that is new, while its code
 * comes into being.
 * <li><b>starts and waits for no thread, and keeps no state</b> but that code: one instance serves all threads.
 * <li><b>performs the operations in the order its interface states</b>, for each element, whatever surrounds it. In a
 * product that is {@code acc = +0; acc = fma(a, b, acc)} in ascending depth over at most {@link
 * dev.evenkeel.internal.kernel.gemm.GemmKernel#KC} terms, then one store, {@code fma(α, acc, β·c)}, or {@code
 *     α·acc} without reading C where β = 0. Lanes are different columns and never meet: no reduction across lanes, no
 * term skipped, no second accumulator for one element.
 * <li><b>says itself how large its tiles are.</b> The loops around it ask.
 * </ul>
 *
 * <h2>Twins</h2>
 *
 * <p>Each interface has two classes. {@code Scalar…} is specification, fallback and oracle, written to be read.
 * {@code Vector…} gives the same bits, and the tests compare nothing less. {@code ScalarActivation} has no twin yet.
 *
 * <h2>Code made at run time</h2>
 *
 * <p>C2 keeps accumulators in registers only if each is a local variable, which takes a method per tile size. {@code
 * MicroKernelAssembler} writes the byte code of a tile with {@link java.lang.classfile} when its size is first used,
 * {@code TransposeAssembler} that of a block transposed in registers; {@code HiddenClass} loads them. Their Javadoc
 * shows the Java that they amount to. The calls in it are those of {@code jdk.incubator.vector}, and C2 compiles them
 * as it would compile written ones. Until it has, {@code TieredMicroKernel} lets scalar code do the work: interpreted
 * vector code is slower still. {@code TieredOperation} does so for written kernels, and does not even load them before.
 *
 * <h2>Width</h2>
 *
 * <p>{@code Lanes} is the only place that chooses a species, {@code Kernels} the only one that chooses between the
 * twins. No class may touch {@code Lanes} or a {@code Vector…} class before {@code Kernels} has found the incubator
 * module, for without it they do not link.
 */
package dev.evenkeel.internal.kernel;
