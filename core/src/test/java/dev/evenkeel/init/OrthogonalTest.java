package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.testing.Executions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orthogonal weights are orthonormal, uniformly distributed, and the same on threads. */
class OrthogonalTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    /** Blocks of reflectors and panels of columns: sizes next to their ends, and tall ones. */
    @Test
    void orthogonalMatricesOfEverySizeAreOrthonormalAndTheSameOnThreads() {
        for (int[] shape : new int[][] {{15, 15}, {16, 16}, {17, 17}, {63, 63}, {127, 31}, {128, 128}, {129, 129},
            {260, 257},
            {31, 300}}) {
            Matrix matrix = zeros(shape[0], shape[1]);
            Orthogonal.PLAIN.fill(Weights.inputsByOutputs(matrix), STREAM, SEQUENTIAL);
            orthonormal(matrix, 1);
            for (Execution execution : EXECUTIONS.all()) {
                Matrix other = zeros(shape[0], shape[1]);
                Orthogonal.PLAIN.fill(Weights.inputsByOutputs(other), STREAM, execution);
                assertMatrix(Weights.inputsByOutputs(other), matrix);
            }
        }
    }

    @Test
    void orthogonalColumnsOrRowsAreOrthonormal() {
        for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {7, 7}, {64, 64}, {65, 33}, {33, 65}, {200, 150}}) {
            Matrix matrix = zeros(shape[0], shape[1]);
            new Orthogonal(1.5).fill(Weights.inputsByOutputs(matrix), STREAM, SEQUENTIAL);
            orthonormal(matrix, 1.5);
        }
    }

    private static void orthonormal(Matrix matrix, double gain) {
        Matrix tall = matrix.rows() >= matrix.cols() ? matrix : matrix.transposed();
        for (int j = 0; j < tall.cols(); j++) {
            for (int l = 0; l <= j; l++) {
                double product = 0;
                for (int i = 0; i < tall.rows(); i++) {
                    product += (double) tall.get(i, j) * tall.get(i, l);
                }
                assertThat(product / gain / gain).as("columns %d and %d of %s", j, l, matrix)
                        .isCloseTo(j == l ? 1 : 0, offset(3e-7));
            }
        }
    }

    /**
     * Over 4,000 matrices of 3 × 3, entries of a Haar matrix have mean 0 and mean square 1/3, kurtosis 9/5; without the
     * sign fix the first has a mean of −1/2. The trace has mean 0 and variance 1. 5.5 standard errors each: false alarm
     * 4e-7 for the eleven.
     */
    @Test
    void orthogonalMatricesAreHaarDistributed() {
        int draws = 4000;
        double[] sums = new double[9];
        double[] squares = new double[9];
        double traces = 0;
        double squaredTraces = 0;
        for (int draw = 0; draw < draws; draw++) {
            Matrix matrix = zeros(3, 3);
            Orthogonal.PLAIN.fill(Weights.inputsByOutputs(matrix), RandomStream.philox(3).stream(draw), SEQUENTIAL);
            for (int i = 0; i < 9; i++) {
                float entry = matrix.get(i / 3, i % 3);
                sums[i] += entry;
                squares[i] += (double) entry * entry;
            }
            double trace = matrix.get(0, 0) + matrix.get(1, 1) + matrix.get(2, 2);
            traces += trace;
            squaredTraces += trace * trace;
        }
        for (int i = 0; i < 9; i++) {
            assertThat(sums[i] / draws).as("mean of entry %d", i).isCloseTo(0, offset(5.5 * Math.sqrt(1d / 3 / draws)));
            assertThat(squares[i] / draws).as("mean square of entry %d", i)
                    .isCloseTo(1d / 3, offset(5.5 / 3 * Math.sqrt(0.8 / draws)));
        }
        assertThat(traces / draws).isCloseTo(0, offset(5.5 * Math.sqrt(1d / draws)));
        assertThat(squaredTraces / draws).as("variance of the trace").isCloseTo(1, offset(5.5 * Math.sqrt(2d / draws)));
    }

    @Test
    void deltaOrthogonalWeightsAreOrthonormalAtTheCentreAlone() {
        Matrix matrix = zeros(12, 8 * 9);
        DeltaOrthogonal.THREE_BY_THREE.fill(Weights.convolution(matrix, 8, 12, 1, 3, 3), STREAM, SEQUENTIAL);
        Matrix centre = Matrix.of(new float[12 * 8], 12, 8);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 72; j++) {
                if (j % 9 == 4) {
                    centre.set(i, j / 9, matrix.get(i, j));
                } else {
                    assertThat(matrix.get(i, j)).isZero();
                }
            }
        }
        orthonormal(centre, 1);
        assertThatThrownBy(() -> DeltaOrthogonal.THREE_BY_THREE
                .fill(Weights.convolution(zeros(4, 45), 5, 4, 1, 3, 3), STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 and 5");
    }

    /** Inputs × outputs, and a kernel of even extent: the centre of 2 × 2 is its last element. */
    @Test
    void deltaOrthogonalWeightsMayLieEitherWayRound() {
        DeltaOrthogonal scheme = new DeltaOrthogonal(2, List.of(2, 2));
        Matrix upright = zeros(7, 5 * 4);
        scheme.fill(Weights.outputsByInputs(upright), STREAM, SEQUENTIAL);
        Matrix lying = zeros(5 * 4, 7);
        scheme.fill(Weights.inputsByOutputs(lying), STREAM, SEQUENTIAL);
        Matrix plain = zeros(7, 5);
        new Orthogonal(2).fill(Weights.outputsByInputs(plain), STREAM, SEQUENTIAL);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 20; j++) {
                float expected = j % 4 == 3 ? plain.get(i, j / 4) : 0f;
                assertThat(upright.get(i, j)).as("%d, %d", i, j).isEqualTo(expected);
                assertThat(lying.get(j, i)).as("%d, %d", j, i).isEqualTo(expected);
            }
        }
    }

    /** A sparse file: pages that nobody touches take no space. */
    @Test
    void moreRowsThanAPanelCanHoldAreRefusedBeforeAnythingIsWritten(@TempDir Path directory) throws IOException {
        int rows = BlockReflector.MOST_ROWS + 1;
        try (Arena arena = Arena.ofConfined(); FileChannel file = FileChannel.open(directory.resolve("sparse"),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MemorySegment segment = file.map(FileChannel.MapMode.READ_WRITE, 0, (long) rows * Float.BYTES, arena);
            segment.set(ValueLayout.JAVA_FLOAT, 0, 7f);
            Weights weights = Weights.outputsByInputs(Matrix.of(segment, rows, 1));
            assertThatThrownBy(() -> Orthogonal.PLAIN.fill(weights, STREAM, SEQUENTIAL))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(rows + " × 1");
            assertThatThrownBy(() -> new DeltaOrthogonal(1, List.of(1)).fill(weights, STREAM, SEQUENTIAL))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(rows + " × 1");
            assertThat(segment.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(7f);
        }
    }

    private static void assertMatrix(Weights weights, Matrix expected) {
        for (int i = 0; i < weights.matrix().rows(); i++) {
            for (int j = 0; j < weights.matrix().cols(); j++) {
                assertThat(weights.matrix().get(i, j)).as("%d, %d", i, j).isEqualTo(expected.get(i, j));
            }
        }
    }
}
