package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.torch.Replays;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * PyTorch's {@code normal_} and {@code uniform_} on one thread, float32, by our replay and, where it is on the class
 * path, by libtorch. A bit that differs ends the trial before anything is timed.
 *
 * <p>Every call goes on in the sequence of numbers.
 */
public class TorchReplayBenchmark extends TrialBenchmark {
    /** {@code evenkeel}, or {@code libtorch} with the native libraries. */
    @Param(PeerCatalog.OURS)
    public String library;

    /** Elements of the tensor. */
    @Param({"1M", "16M"})
    public String shape;

    /** What is drawn. */
    @Param({"normal", "uniform"})
    public String call;

    /** The element type. */
    @Param("float32")
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public TorchReplayBenchmark() {}

    @Override
    Cell cell() {
        return new Replays()
                .cell("TorchReplayBenchmark.draw",
                        Map.of("shape", shape, "call", call, "threads", threads, "dtype", dtype))
                .orElseThrow();
    }

    @Override
    String library() { return library; }

    /** The call, and nothing else. */
    @Benchmark
    public void draw() {
        run();
    }
}
