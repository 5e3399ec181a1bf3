package dev.evenkeel.bench.random.peers;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/** Random numbers by one library. Libraries outside the default build are found by {@link java.util.ServiceLoader}. */
public interface SamplingPeer extends Peer {
    /** Whether the library can do this. */
    boolean accepts(Filling filling);

    /** Takes memory and makes generators; nothing is drawn yet. */
    PreparedFill prepare(Filling filling);

    /** The same in memory of {@code buffers} where the library can write there. */
    default PreparedFill prepare(Filling filling, Buffers buffers) {
        return prepare(filling);
    }

    /** Whether the library can do this. */
    default boolean accepts(Initialization initialization) {
        return initialization.scheme().isIndependent() && accepts(initialization.filling());
    }

    /**
     * As {@link #prepare(Filling)}; a library without initialisers draws from the law that the scheme comes to, as its
     * users do.
     */
    default PreparedFill prepare(Initialization initialization) {
        return prepare(initialization.filling());
    }

    /** The same in memory of {@code buffers} where the library can write there. */
    default PreparedFill prepare(Initialization initialization, Buffers buffers) {
        return prepare(initialization);
    }
}
