package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.batchnorm.FeatureShape;
import dev.evenkeel.bench.batchnorm.Normalization;
import dev.evenkeel.bench.batchnorm.NormalizationCell;
import dev.evenkeel.bench.batchnorm.Pass;
import dev.evenkeel.bench.batchnorm.Storage;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Batch normalisation forward, backward and in inference, float32, by every library. An answer outside the error bound
 * ends the trial before anything is timed.
 */
public class BatchNormBenchmark extends TrialBenchmark {
    /** A name of {@link PeerCatalog}. */
    @Param({PeerCatalog.OURS, "plain-java"})
    public String library;

    /** {@code NxC}, or {@code NxCxS} for images of S positions. */
    @Param("32x256x196")
    public String shape;

    /** How every array is stored. */
    @Param({"NCHW", "NHWC"})
    public Storage layout;

    /** What is done. */
    @Param({"FORWARD", "BACKWARD", "INFERENCE"})
    public Pass pass;

    /** The element type. */
    @Param(NormalizationCell.FLOAT32)
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public BatchNormBenchmark() {}

    @Override
    Cell cell() {
        return new NormalizationCell(new Normalization(FeatureShape.parse(shape), layout, pass, threads));
    }

    @Override
    String library() { return library; }

    /** The pass, and nothing else. */
    @Benchmark
    public void normalize() {
        run();
    }
}
