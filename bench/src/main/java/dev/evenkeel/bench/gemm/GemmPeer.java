package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/**
 * C ← α·op(A)·op(B) + β·C by one library, row-major, float32.
 *
 * <p>Libraries outside the default build are found by {@link java.util.ServiceLoader}.
 */
public interface GemmPeer extends Peer {
    /** Whether the library can compute this product in a time worth waiting for; slow ones decline large shapes. */
    boolean accepts(Product product);

    /**
     * Brings the operands where the library likes them best and does everything that is done once per shape.
     *
     * @param product what to compute; {@link #accepts} it
     * @param operands copied or wrapped; the caller does not change them until the product is closed
     * @return not yet multiplied
     */
    PreparedProduct prepare(Product product, Operands operands);

    /** The same, with the result in an array of {@code buffers} where the library can write there. */
    default PreparedProduct prepare(Product product, Operands operands, Buffers buffers) {
        return prepare(product, operands);
    }
}
