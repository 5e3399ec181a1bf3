package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.List;

/** Every library on the class path that multiplies matrices of float64. */
public final class DoublePeers {
    private DoublePeers() {}

    /** Ours first, then pure Java, then native ones. */
    public static PeerCatalog<DoublePeer> load() {
        return PeerCatalog.load(DoublePeer.class, List.of(new EvenkeelDgemm(), new NetlibVectorDgemm()));
    }
}
