package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.random.Fills;
import dev.evenkeel.bench.random.FirstCell;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;

/** The first random numbers of a fresh JVM. */
public class FirstFillBenchmark extends FirstCall {
    /** Number of elements. */
    @Param("1M")
    public String shape;

    /** What is drawn. */
    @Param({"uniform", "normal", "truncated_normal"})
    public String distribution;

    /** Only JMH constructs benchmarks. */
    public FirstFillBenchmark() {}

    @Override
    FirstCell cell() {
        return (FirstCell) new Fills()
                .cell("FirstFillBenchmark.fill", Map.of("shape", shape, "distribution", distribution,
                        "memory", memory, "threads", threads, "dtype", dtype))
                .orElseThrow();
    }
}
