package dev.evenkeel.bench.torch;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.random.Count;
import dev.evenkeel.bench.random.SamplingCell;
import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of PyTorch's on a tensor of so many floats. Its generator is one sequence: there is nothing for a second
 * thread.
 */
public record ReplayCell(Count count, ReplayCall call) implements Cell {
    static final String DRAW = "TorchReplayBenchmark.draw";

    /** Rejects a tensor that no array can hold. */
    public ReplayCell {
        if (count.elements() > Integer.MAX_VALUE)
            throw new IllegalArgumentException("shape " + count + ": expected at most 2047M elements");
    }

    @Override
    public String benchmark() { return DRAW; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", count.toString());
        parameters.put("call", call.toString());
        parameters.put("threads", threads());
        parameters.put("dtype", ElementType.FLOAT32.toString());
        return parameters;
    }

    @Override
    public int threads() { return 1; }

    @Override
    public Measure measure() { return SamplingCell.MEASURE; }

    @Override
    public double work() { return count.elements(); }

    @Override
    public double limit(Roofline roofline) {
        return roofline.writeLimit(count.elements() * Float.BYTES, threads()) / Float.BYTES;
    }

    @Override
    public List<String> libraries() { return List.copyOf(ReplayPeers.load().byName().keySet()); }

    @Override
    public Trial start(String library, Buffers buffers) {
        return ReplayTrial.start(ReplayPeers.load().get(library), call, (int) count.elements(), buffers);
    }

    @Override
    public String toString() { return count + " " + call + " as in PyTorch"; }
}
