package dev.evenkeel.bench.torch;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.List;

/** Everybody on the class path who draws PyTorch's numbers. */
public final class ReplayPeers {
    private ReplayPeers() {}

    /** Ours first. */
    public static PeerCatalog<ReplayPeer> load() {
        return PeerCatalog.load(ReplayPeer.class, List.of(new EvenkeelReplay(Execution.sequential())));
    }

    /** Our scalar code, which the others are compared with. */
    public static ReplayPeer specification() {
        return new EvenkeelReplay(Execution.sequential().withScalarKernels());
    }
}
