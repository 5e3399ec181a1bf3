package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Filling;
import dev.evenkeel.bench.random.peers.Memory;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.bench.random.peers.SamplingPeer;
import dev.evenkeel.bench.random.peers.SamplingPeers;
import dev.evenkeel.bench.roofline.Roofline;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A filling that all libraries make: uniform on [−1, 1), standard normal, or standard normal cut at ±2.
 *
 * @param isCold whether it is the first of a JVM
 */
public record SamplingCell(Count count, DistributionFamily family, Memory memory, ElementType type, int threads,
        boolean isCold) implements FirstCell {
    static final String FILL = "SamplingBenchmark.fill";
    static final String FIRST_FILL = "FirstFillBenchmark.fill";

    /** Of everything that fills memory with random numbers. */
    public static final Measure MEASURE =
            new Measure("Gsample/s", 3, "what this machine's memory can take where the target lies");

    @Override
    public String benchmark() { return isCold ? FIRST_FILL : FILL; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", count.toString());
        parameters.put("distribution", family.name().toLowerCase(Locale.ROOT));
        parameters.put("memory", memory.toString());
        parameters.put("threads", threads);
        parameters.put("dtype", type.toString());
        return parameters;
    }

    /** What is filled. */
    public Filling filling() {
        Distribution distribution = switch (family) {
            case UNIFORM -> Distribution.uniform(-1, 1);
            case NORMAL -> Distribution.normal(0, 1);
            case TRUNCATED_NORMAL -> Distribution.truncatedNormal(0, 1);
        };
        return new Filling(distribution, count.elements(), memory, type, threads);
    }

    @Override
    public Measure measure() { return MEASURE; }

    @Override
    public double work() { return count.elements(); }

    @Override
    public double limit(Roofline roofline) {
        return roofline.writeLimit(filling().bytes(), threads) / type.bytes();
    }

    @Override
    public List<String> libraries() {
        return SamplingPeers.load().byName().values().stream().filter(library -> library.accepts(filling()))
                .map(SamplingPeer::name).toList();
    }

    @Override
    public void runAndCheck(String library, PreparedFill fill) {
        MomentsCheck.runAndCheck(library + ", " + this, filling().distribution(), count.elements(), fill);
    }

    @Override
    public PreparedFill prepare(String library, Buffers buffers) {
        SamplingPeer peer = SamplingPeers.load().get(library);
        if (!peer.accepts(filling())) throw new IllegalArgumentException(library + " declines " + this);
        return peer.prepare(filling(), buffers);
    }

    @Override
    public void check(String library, PreparedFill fill) {
        MomentsCheck check = new MomentsCheck(library + ", " + this, filling().distribution());
        check.add(fill, count.elements());
        check.judge();
    }

    @Override
    public String toString() {
        return (isCold ? "first " : "") + count + " " + family.name().toLowerCase(Locale.ROOT) + " " + memory
                + " " + type + ", " + (threads == 1 ? "1 thread" : threads + " threads");
    }
}
