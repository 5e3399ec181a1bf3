package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.random.peers.Filling;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.bench.random.peers.SamplingPeer;

/** {@link OneMklSampling} with Philox4x32-10: like compared with like. */
public final class OneMklPhiloxSampling implements SamplingPeer {
    private final OneMklSampling philox = new OneMklSampling(OneMklSampling.Generator.PHILOX);

    /** For the service loader. */
    public OneMklPhiloxSampling() {}

    @Override
    public String name() {
        return philox.name();
    }

    @Override
    public boolean accepts(Filling filling) {
        return philox.accepts(filling);
    }

    @Override
    public PreparedFill prepare(Filling filling) {
        return philox.prepare(filling);
    }
}
