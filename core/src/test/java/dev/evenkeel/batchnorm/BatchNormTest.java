package dev.evenkeel.batchnorm;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.PairwiseGrid;
import dev.evenkeel.testing.Values;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One result, whatever the strides, the storage, the threads and the kernels: the bits that {@link ReferenceBatchNorm}
 * computes.
 */
class BatchNormTest {
    private static final int[] SAMPLES = {1, 2, 3, 7, 32};

    /** Around lane counts: 1, 3, 17, 48 have several lanes per channel, from 64 on there is one. */
    private static final int[] CHANNELS = {1, 2, 3, 8, 16, 17, 31, 48, 63, 64, 65, 130};

    /** Around vectors and rows of 64 lanes; 128 and 192 are multiples of all. */
    private static final int[] POSITIONS = {1, 2, 5, 16, 49, 64, 100, 128, 192};

    /** Samples, channels, positions: more than a block, a chunk, a step; and what threads share in different ways. */
    private static final int[][] LONG_SHAPES =
            {{1, 1, 70001}, {3, 2, 12544}, {2, 3, 20000}, {1100, 70, 1}, {5000, 17, 1}, {40, 600, 3}, {130, 1000, 1},
                {8, 530, 49}, {33, 3, 700}, {70, 5, 196}, {2, 8, 9000}};

    private static final Executions EXECUTIONS = new Executions();

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void everyTwoThingsTogetherGiveTheBitsOfTheDefinition() {
        List<int[]> combinations = PairwiseGrid.combinations(40, SAMPLES.length, CHANNELS.length, POSITIONS.length, 2,
                Layout.values().length, Backing.values().length, Layout.outputs().length, Backing.outputs().length,
                BatchNormCase.Fused.values().length, BatchNormCase.Statistics.values().length,
                Values.Kind.values().length, 4, EXECUTIONS.all().size());
        for (int[] level : combinations) {
            new BatchNormCase(SAMPLES[level[0]], CHANNELS[level[1]], POSITIONS[level[2]],
                    ChannelLayout.values()[level[3]], Layout.values()[level[4]], Backing.values()[level[5]],
                    Layout.outputs()[level[6]], Backing.outputs()[level[7]], BatchNormCase.Fused.values()[level[8]],
                    BatchNormCase.Statistics.values()[level[9]], Values.Kind.values()[level[10]], level[11] % 2 == 1,
                    level[11] / 2 == 1, EXECUTIONS.all().get(level[12])).check();
        }
    }

    /** Large and with whole lines in a row of lanes: then mappings begin rows behind the first channel. */
    @Test
    void rowsThatBeginOnLinesOfTheCacheGiveTheBitsOfTheDefinition() {
        large(385, 1024, 1, Backing.ARRAY_OF_JUST_THE_SIZE, BatchNormCase.Fused.NOTHING,
                BatchNormCase.Statistics.BATCH);
        large(1, 16, 24601, Backing.NATIVE, BatchNormCase.Fused.RELU, BatchNormCase.Statistics.FROZEN);
        large(5, 80, 1000, Backing.PART_OF_AN_ARRAY, BatchNormCase.Fused.ADD_RELU, BatchNormCase.Statistics.BATCH);
    }

    private static void large(
            int samples,
            int channels,
            int positions,
            Backing backing,
            BatchNormCase.Fused fused,
            BatchNormCase.Statistics statistics) {
        Execution execution = EXECUTIONS.all().get(samples % EXECUTIONS.all().size());
        new BatchNormCase(samples, channels, positions, ChannelLayout.CHANNELS_LAST, Layout.ROWS, backing, Layout.ROWS,
                Backing.ARRAY_OF_JUST_THE_SIZE, fused, statistics, Values.Kind.ORDINARY, true, false, execution)
                .check();
    }

    @Test
    void everyExecutionGivesTheBitsOfTheDefinitionWhereWorkIsShared() {
        for (int[] shape : LONG_SHAPES) {
            for (ChannelLayout layout : ChannelLayout.values()) {
                for (Execution execution : EXECUTIONS.all()) {
                    BatchNormCase.dense(shape[0], shape[1], shape[2], layout, BatchNormCase.Fused.NOTHING,
                            BatchNormCase.Statistics.BATCH, execution).check();
                }
                BatchNormCase.dense(shape[0], shape[1], shape[2], layout, BatchNormCase.Fused.RELU,
                        BatchNormCase.Statistics.BATCH, EXECUTIONS.all().get(3)).check();
                BatchNormCase.dense(shape[0], shape[1], shape[2], layout, BatchNormCase.Fused.ADD_RELU,
                        BatchNormCase.Statistics.FROZEN, EXECUTIONS.all().get(4)).check();
            }
        }
    }

    @Test
    @Tag("emulated")
    void smallBatchesGiveTheBitsOfTheDefinition() {
        for (ChannelLayout layout : ChannelLayout.values()) {
            BatchNormCase.dense(3, 17, 5, layout, BatchNormCase.Fused.RELU, BatchNormCase.Statistics.BATCH,
                    Execution.sequential()).check();
            BatchNormCase.dense(70, 1, 2, layout, BatchNormCase.Fused.ADD_RELU, BatchNormCase.Statistics.BATCH,
                    Execution.sequential()).check();
        }
    }

    @Test
    void matricesAreFeaturesWithOnePosition() {
        Matrix x = Values.ordinary(1).matrix(37, 21);
        Matrix y = Matrix.of(new float[37 * 21], 37, 21);
        Moments saved = new Moments(21);
        BatchNormParameters parameters = BatchNormParameters.none(1e-5);
        BatchNorm.forward(Features.of(x), Features.of(y), parameters, saved, Execution.sequential());
        Features view = Features.channelsLast(x.array(), 37, 1, 21);
        Moments expected = ReferenceBatchNorm.moments(view);
        ReferenceBatchNorm.assertSameBits(saved.m2(), expected.m2(), "m2");
        ReferenceBatchNorm.assertSameBits(Features.of(y),
                ReferenceBatchNorm.forward(view, parameters, expected, Fusion.none()), "y");
    }
}
