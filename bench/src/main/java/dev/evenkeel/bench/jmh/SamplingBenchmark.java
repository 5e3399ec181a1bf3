package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.random.Fills;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Random numbers into memory that is there and warm, by every library. Moments that miss the law's end the trial before
 * anything is timed.
 *
 * <p>Every call draws fresh numbers.
 */
public class SamplingBenchmark extends TrialBenchmark {
    /** A name of {@link dev.evenkeel.bench.random.peers.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "evenkeel-splitmix", "commons-rng", "jdk-xoroshiro", "jdk-splittable"})
    public String library;

    /** Number of elements. */
    @Param({"1K", "64K", "1M", "16M", "64M"})
    public String shape;

    /** What is drawn: uniform on [−1, 1), standard normal, standard normal cut at ±2. */
    @Param({"uniform", "normal", "truncated_normal"})
    public String distribution;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** The element type: float32 or float64. */
    @Param("float32")
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public SamplingBenchmark() {}

    @Override
    Cell cell() {
        return new Fills()
                .cell("SamplingBenchmark.fill", Map.of("shape", shape, "distribution", distribution, "memory", memory,
                        "threads", threads, "dtype", dtype))
                .orElseThrow();
    }

    @Override
    String library() { return library; }

    /** The fill, and nothing else. */
    @Benchmark
    public void fill() {
        run();
    }
}
