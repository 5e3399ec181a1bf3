package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.testing.Executions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills that no test has the time or the memory for, by their parts. */
class FillTaskTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final RandomStream STREAM = RandomStream.splitMix(5).stream(2);
    private static final long FAR = (1L << 31) + 5;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    private static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1;

        final long position;

        Reached(long position) {
            this.position = position;
        }
    }

    /** Stops where a task first stores something, and says where that is. */
    private static final class Probe extends FillTask {
        Probe(Execution execution) {
            super(SamplingKernel.UNIT, STREAM, (Engine) execution);
        }

        @Override
        void store(long[] words, long firstUnit, int units, int skip, int length, long position, Scratch workspace) {
            throw new Reached(position);
        }

        long startOf(int task) {
            try {
                run(task);
            } catch (Reached reached) {
                return reached.position;
            }
            throw new AssertionError("task " + task + " stored nothing");
        }
    }

    @Test
    void moreElementsThanAnIntCanCountTheTasksOfAreSharedOut() {
        Probe probe = new Probe(EXECUTIONS.withThreads(2));
        assertThatThrownBy(() -> probe.run(77, 1L << 62)).isInstanceOf(Reached.class);
        assertThat(probe.startOf(0)).isZero();
        long share = probe.startOf(1) + 77;
        assertThat(share % (1 << 15)).isZero();
        assertThat(probe.startOf(1 << 29)).isEqualTo(share * (1 << 29) - 77);
        long tasks = Math.ceilDiv((1L << 62) + 77, share);
        assertThat(tasks).isBetween(1L << 20, 1L << 30);
        assertThat(probe.startOf((int) tasks - 1)).isEqualTo(share * (tasks - 1) - 77);
    }

    @Test
    void moreRowsThanAnIntCanCountTheTasksOfAreSharedOut() {
        Probe probe = new Probe(EXECUTIONS.withThreads(2));
        assertThatThrownBy(() -> probe.run(0, 1 << 20, Integer.MAX_VALUE, 1L << 21)).isInstanceOf(Reached.class);
        long share = probe.startOf(1);
        assertThat(share).as("two rows").isEqualTo(1 << 21);
        assertThat(probe.startOf((1 << 30) - 1)).isEqualTo(((1L << 31) - 2) << 20);
    }

    /** A sparse file: pages that nobody touches take no space. */
    @Test
    void elementsBeyondTwoToThe31AreReachedInSegments(@TempDir Path directory) throws IOException {
        long[] words = new long[SamplingKernel.LONGS];
        STREAM.words(((Engine) Execution.sequential()).kernelSet().sampling(), 0, 1, words);
        float[] floats = new float[SamplingKernel.UNIT];
        double[] doubles = new double[SamplingKernel.LONGS];
        Distribution distribution = Distribution.uniform(0, 1);
        Sampling.fill(floats, distribution, STREAM, Execution.sequential());
        Sampling.fill(doubles, distribution, STREAM, Execution.sequential());
        try (Arena arena = Arena.ofConfined(); FileChannel file = FileChannel.open(directory.resolve("sparse"),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MemorySegment segment = file.map(FileChannel.MapMode.READ_WRITE, 0, (FAR + 100) * Double.BYTES, arena);
            Matrix matrix = Matrix.of(segment, 3, 1 << 30);
            store(new FloatFillTask(matrix, distribution, STREAM, (Engine) Execution.sequential()), words, 30);
            assertThat(segment.get(ValueLayout.JAVA_FLOAT, (FAR - 1) * Float.BYTES)).isZero();
            for (int i = 0; i < 30; i++) {
                assertThat(segment.get(ValueLayout.JAVA_FLOAT, (FAR + i) * Float.BYTES)).isEqualTo(floats[2 + i]);
            }
            assertThat(segment.get(ValueLayout.JAVA_FLOAT, (FAR + 30) * Float.BYTES)).isZero();
            store(DoubleFillTask.of(segment, distribution, STREAM, (Engine) Execution.sequential()), words, 14);
            for (int i = 0; i < 14; i++) {
                assertThat(segment.get(ValueLayout.JAVA_DOUBLE, (FAR + i) * Double.BYTES)).isEqualTo(doubles[2 + i]);
            }
        }
    }

    private static void store(FillTask fill, long[] words, int length) {
        Scratch workspace = new Scratch();
        fill.store(words, 0, 1, 2, length, FAR, workspace);
    }
}
