package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.random.Initializers;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Weights of a dense layer, outputs × inputs, by every library: its own initialiser, or draws from the law that the
 * scheme comes to. A variance that misses its target ends the trial before anything is timed.
 *
 * <p>Every call draws fresh numbers.
 */
public class InitializerBenchmark extends TrialBenchmark {
    /** A name of {@link dev.evenkeel.bench.random.peers.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "commons-rng"})
    public String library;

    /** Outputs x inputs. */
    @Param({"32x32", "256x256", "1024x1024", "1024x4096", "4096x4096", "8192x8192"})
    public String shape;

    /** A name of {@link dev.evenkeel.bench.random.peers.WeightScheme}. */
    @Param({"glorot-uniform", "he-normal"})
    public String scheme;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** The element type. */
    @Param("float32")
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public InitializerBenchmark() {}

    @Override
    Cell cell() {
        return new Initializers()
                .cell("InitializerBenchmark.fill",
                        Map.of("shape", shape, "scheme", scheme, "memory", memory, "threads", threads, "dtype", dtype))
                .orElseThrow();
    }

    @Override
    String library() { return library; }

    /** The initialisation, and nothing else. */
    @Benchmark
    public void fill() {
        run();
    }
}
