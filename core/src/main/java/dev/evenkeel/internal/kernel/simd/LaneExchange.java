package dev.evenkeel.internal.kernel.simd;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;

/**
 * Transposes where a machine selects from one vector at a time. With ⊕ for exclusive or of numbers: row i has its lanes
 * put in the order p ⊕ i, so that {@code a_i[p] = x_i[p ⊕ i]}; lane p of row j then comes from row j ⊕ p, in
 * log₂(lanes) stages of blends, one for each bit of p, so that {@code b_j[p] = x_{j ⊕ p}[j]}; and row j is put in the
 * order p ⊕ j. These are 2·(lanes − 1) selections and lanes·log₂(lanes) blends. Orders are shuffles, which an
 * interpreter
 * takes as they are: it turns the indices of {@code selectFrom} into one at each call.
 */
final class LaneExchange extends RegisterTranspose {
    LaneExchange(ElementType<?> type, boolean halves) {
        super(type, halves);
        for (int i = 1; i < lanes; i++) {
            int other = i;
            order("ORDER" + i, lane -> lane ^ other);
        }
        for (int bit = 1; bit < lanes; bit *= 2) {
            mask("BIT" + bit, bit);
        }
    }

    @Override
    public void write(CodeBuilder code, ClassDesc self, int first, int spare) {
        order(code, self, first);
        for (int bit = 1; bit < lanes; bit *= 2) {
            for (int i = 0; i < lanes; i++) {
                if ((i & bit) == 0) {
                    int upper = first + i;
                    int lower = upper + bit;
                    blend(code, self, upper, lower, "BIT" + bit).astore(spare);
                    blend(code, self, lower, upper, "BIT" + bit).astore(lower);
                    code.aload(spare).astore(upper);
                }
            }
        }
        order(code, self, first);
    }

    private void order(CodeBuilder code, ClassDesc self, int first) {
        for (int i = 1; i < lanes; i++) {
            rearrange(code, self, first + i, "ORDER" + i).astore(first + i);
        }
    }
}
