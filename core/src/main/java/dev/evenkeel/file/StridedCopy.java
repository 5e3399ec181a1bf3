package dev.evenkeel.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Elements of whole bytes, at least one dimension of them, gathered in row-major order. */
record StridedCopy(MemorySegment data, Dtype dtype, long offset, long[] shape, long[] strides) {
    void run(long first, long count, MemorySegment target) {
        int last = shape.length - 1;
        long[] index = new long[shape.length];
        long rest = first;
        for (int d = last; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        for (long done = 0; done < count;) {
            long run = Math.min(shape[last] - index[last], count - done);
            long from = offset;
            for (int d = 0; d <= last; d++) {
                from += index[d] * strides[d];
            }
            copyRun(from, strides[last], run, target, done);
            done += run;
            index[last] += run;
            for (int d = last; d > 0 && index[d] == shape[d]; d--) {
                index[d] = 0;
                index[d - 1]++;
            }
        }
    }

    private void copyRun(long from, long stride, long count, MemorySegment target, long to) {
        if (stride == 1) {
            MemorySegment.copy(data, dtype.bytes(from), target, dtype.bytes(to), dtype.bytes(count));
        } else if (dtype.bits() == Integer.SIZE) {
            for (long i = 0; i < count; i++) {
                int bits = data.get(ValueLayout.JAVA_INT_UNALIGNED, (from + i * stride) * Integer.BYTES);
                target.set(ValueLayout.JAVA_INT_UNALIGNED, (to + i) * Integer.BYTES, bits);
            }
        } else {
            for (long i = 0; i < count; i++) {
                MemorySegment.copy(data, dtype.bytes(from + i * stride), target, dtype.bytes(to + i), dtype.bytes(1));
            }
        }
    }
}
