package dev.evenkeel.bench.torch;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.torch.TorchReplay;
import java.util.Arrays;

/** Our own, into an array. */
final class EvenkeelReplay implements ReplayPeer {
    private final Execution execution;

    EvenkeelReplay(Execution execution) { this.execution = execution; }

    @Override
    public String name() { return PeerCatalog.OURS; }

    @Override
    public ReplaySession start(long seed, int capacity) { return start(seed, capacity, Buffers.own()); }

    @Override
    public ReplaySession start(long seed, int capacity, Buffers buffers) {
        TorchReplay torch = TorchReplay.manualSeed(seed, execution);
        float[] tensor = buffers.floats("tensor", capacity);
        return new ReplaySession() {
            @Override
            public void normal(int length, double mean, double std) {
                torch.normal(Matrix.of(tensor, 1, length), mean, std);
            }

            @Override
            public void uniform(int length, double from, double to) {
                torch.uniform(Matrix.of(tensor, 1, length), from, to);
            }

            @Override
            public float[] result(int length) { return Arrays.copyOf(tensor, length); }

            @Override
            public String codePath() { return execution.kernels(); }

            @Override
            public void close() {}
        };
    }
}
