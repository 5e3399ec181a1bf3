package dev.evenkeel.bench.torch;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/**
 * Somebody who draws PyTorch's numbers. Libraries outside the default build are found by {@link
 * java.util.ServiceLoader}.
 */
public interface ReplayPeer extends Peer {
    /**
     * As after {@code torch.manual_seed(seed)}; one at a time, since libtorch's generator is global.
     *
     * @param capacity of the longest tensor
     */
    ReplaySession start(long seed, int capacity);

    /** The same with the tensor in an array of {@code buffers} where the library can write there. */
    default ReplaySession start(long seed, int capacity, Buffers buffers) {
        return start(seed, capacity);
    }
}
