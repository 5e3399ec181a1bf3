/**
 * The same product by other libraries, behind one small interface.
 *
 * <p>Every library is used as its authors would: native ones get off-heap operands on 64-byte boundaries that are filled before the clock starts (no
 * array is copied through JNI while it runs), primitives are created once, and the number of threads is set explicitly. What a caller from Java cannot
 * avoid, the JNI call itself of some 10 ns, is part of their time.
 */
package dev.evenkeel.bench.peers;
