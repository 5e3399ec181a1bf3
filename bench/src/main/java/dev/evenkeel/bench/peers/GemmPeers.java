package dev.evenkeel.bench.peers;

import dev.evenkeel.bench.product.Shape;
import java.util.List;

/** Every library on the class path that multiplies matrices. */
public final class GemmPeers {
    /** Plain loops reach 8 GFLOP/s: half a minute for a 4096³ that nobody would give them. */
    static final Shape LARGEST_FOR_SLOW = Shape.square(512);

    private GemmPeers() {}

    /** Ours first, then pure Java, then native ones. */
    public static PeerCatalog<MatrixMultiplyPeer> load() {
        return PeerCatalog.load(MatrixMultiplyPeer.class,
                List.of(new Evenkeel(), new NetlibVector(), new Ejml(), new PlainJava()));
    }
}
