package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.testing.Values;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments beyond the reach of an int: a mapped file with holes, so that only the pages in use take room. */
class GemmOffHeapTest {
    private static final long BYTES = 9L << 30;
    private static final long FAR = (1L << 29) + 12_345;

    @TempDir
    static Path directory;

    @Test
    void elementsBeyondTwoGigabytesAreReadAndWrittenWhereTheyAre() throws IOException {
        try (Arena arena = Arena.ofShared();
                ExecutorService pool = Executors.newFixedThreadPool(1)) {
            MemorySegment segment = hugeSegment(arena);
            MemorySegment results = hugeSegment(arena);
            Matrix farRows = Matrix.of(segment, FAR, 3, 20, FAR, 1);
            Matrix farColumns = Matrix.of(segment, FAR + 1000, 20, 3, 1, FAR);
            Matrix b = Values.ordinary(2).matrix(20, 30);
            fill(farRows, 1);
            fill(farColumns, 5);
            for (Execution execution : new Execution[] {Execution.sequential(), Execution.on(pool, 2)}) {
                Matrix c = Matrix.of(results, 4 * FAR, 3, 30, -FAR, -2);
                fill(c, 3);
                check(farRows, b, c, execution);
                check(b.transposed(), farColumns, Matrix.of(results, FAR + 2000, 30, 3, 1, FAR), execution);
                check(b.transposed(), farColumns, Matrix.of(results, 3 * FAR, 30, 3, 3, 1), execution);
                check(farRows, farRows.transposed(), Matrix.of(new float[9], 3, 3), execution);
            }
            assertThat(farRows.get(2, 19))
                    .isEqualTo(segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, (3 * FAR + 19) * Float.BYTES));
        }
    }

    @Test
    void batchesReachAsFar() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = hugeSegment(arena);
            MatrixBatch a = MatrixBatch.of(Matrix.of(segment, 4, 5), 4, FAR);
            MatrixBatch c = MatrixBatch.of(Matrix.of(segment, 1000, 4, 6, 6, 1), 4, FAR);
            Matrix b = Values.ordinary(2).matrix(5, 6);
            for (int i = 0; i < 4; i++) {
                fill(a.get(i), i);
            }
            Gemm.multiply(1f, a, MatrixBatch.of(b, 4, 0), 0f, c, Epilogue.none(), Execution.sequential());
            for (int i = 0; i < 4; i++) {
                ReferenceProduct.assertSameBits(c.get(i), ReferenceProduct.of(1f, a.get(i), b, 0f, c.get(i)),
                        "product " + i);
                assertThat(c.get(i).get(3, 5))
                        .isEqualTo(segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, (1023 + i * FAR) * Float.BYTES))
                        .isNotZero();
            }
        }
    }

    private static void check(Matrix a, Matrix b, Matrix c, Execution execution) {
        float[] expected = ReferenceProduct.of(0.7f, a, b, -1f, c);
        Gemm.multiply(0.7f, a, b, -1f, c, execution);
        ReferenceProduct.assertSameBits(c, expected, c + " " + execution);
    }

    private static void fill(Matrix matrix, long seed) {
        Values values = Values.ordinary(seed);
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                matrix.set(i, j, values.next());
            }
        }
    }

    private static MemorySegment hugeSegment(Arena arena) throws IOException {
        Path file = Files.createTempFile(directory, "sparse", null);
        assumeTrue(Files.getFileStore(file).getUsableSpace() > BYTES, "no room for a file of " + BYTES + " bytes");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena);
        }
    }
}
