package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.gemm.Operands;
import org.bytedeco.javacpp.FloatPointer;

/** A, B and C outside the heap. */
final class OffHeapOperands implements AutoCloseable {
    private final OffHeapMemory memory = new OffHeapMemory();
    private final OffHeapMemory.Floats a;
    private final OffHeapMemory.Floats b;
    private final OffHeapMemory.Floats c;

    OffHeapOperands(Operands operands) {
        a = memory.copy(operands.a());
        b = memory.copy(operands.b());
        c = memory.copy(operands.c());
    }

    FloatPointer a() {
        return a;
    }

    FloatPointer b() {
        return b;
    }

    FloatPointer c() {
        return c;
    }

    float[] result() {
        return c.toArray();
    }

    @Override
    public void close() {
        memory.close();
    }
}
