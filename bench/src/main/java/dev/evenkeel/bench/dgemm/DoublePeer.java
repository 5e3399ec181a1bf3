package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/**
 * Products of float64 by one library, row-major.
 *
 * <p>Libraries outside the default build are found by {@link java.util.ServiceLoader}.
 */
public interface DoublePeer extends Peer {
    /** Whether the library can compute this product in a time worth waiting for. */
    boolean accepts(DoubleProduct product);

    /**
     * Does everything that is done once per shape.
     *
     * @param product what to compute; {@link #accepts} it
     * @param operands copied or wrapped, not changed
     * @param buffers for our own result
     */
    PreparedDoubleProduct prepare(DoubleProduct product, DoubleOperands operands, Buffers buffers);
}
