package dev.evenkeel.internal.kernel.simd;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;

/**
 * Transposes by log₂(lanes) stages. Each exchanges the off-diagonal quarters of blocks of 2·distance rows: {@code upper
 * = low.selectFrom(upper, lower)} and {@code lower = high.selectFrom(upper, lower)}. These are lanes·log₂(lanes)
 * selections, where a machine selects from two vectors in one instruction.
 */
final class QuarterExchange extends RegisterTranspose {
    QuarterExchange(ElementType<?> type, boolean halves) {
        super(type, halves);
        for (int d = lanes / 2; d > 0; d /= 2) {
            int distance = d;
            indices("LOW" + distance, lane -> (lane & distance) == 0 ? lane : lanes + lane - distance);
            indices("HIGH" + distance, lane -> (lane & distance) == 0 ? lane + distance : lanes + lane);
        }
    }

    @Override
    public void write(CodeBuilder code, ClassDesc self, int first, int spare) {
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            for (int i = 0; i < lanes; i++) {
                if ((i & distance) == 0) {
                    int upper = first + i;
                    int lower = upper + distance;
                    select(code, self, "LOW" + distance, upper, lower).astore(spare);
                    select(code, self, "HIGH" + distance, upper, lower).astore(lower);
                    code.aload(spare).astore(upper);
                }
            }
        }
    }
}
