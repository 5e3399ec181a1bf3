package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.List;

/** Every library on the class path that multiplies matrices. */
public final class GemmPeers {
    /** Above, plain loops take longer than anybody would give them. */
    static final Shape LARGEST_FOR_SLOW = Shape.square(512);

    private GemmPeers() {}

    /** Ours alone: it loads no other. */
    public static GemmPeer ours() {
        return new EvenkeelGemm();
    }

    /** Ours first, then pure Java, then native ones. */
    public static PeerCatalog<GemmPeer> load() {
        return PeerCatalog.load(GemmPeer.class,
                List.of(new EvenkeelGemm(), new NetlibVectorGemm(), new EjmlGemm(), new PlainGemm()));
    }
}
