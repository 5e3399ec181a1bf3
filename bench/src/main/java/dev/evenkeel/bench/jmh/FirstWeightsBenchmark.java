package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.random.FirstCell;
import dev.evenkeel.bench.random.Initializers;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;

/** The first weights of a fresh JVM: one layer. */
public class FirstWeightsBenchmark extends FirstCall {
    /** Outputs x inputs. */
    @Param("1024x1024")
    public String shape;

    /** A name of {@link dev.evenkeel.bench.random.peers.WeightScheme}. */
    @Param({"glorot-uniform", "he-normal"})
    public String scheme;

    /** Only JMH constructs benchmarks. */
    public FirstWeightsBenchmark() {}

    @Override
    FirstCell cell() {
        return (FirstCell) new Initializers()
                .cell("FirstWeightsBenchmark.fill", Map.of("shape", shape, "scheme", scheme,
                        "memory", memory, "threads", threads, "dtype", dtype))
                .orElseThrow();
    }
}
