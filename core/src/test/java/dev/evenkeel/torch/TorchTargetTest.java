package dev.evenkeel.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where replayed samples go, by itself: nobody has the memory for so many. */
class TorchTargetTest {
    private static final long FAR = (1L << 31) + 5;

    @Test
    void elementsBehindTheLargestIntAreStoredWhereTheyBelong(@TempDir Path directory) throws IOException {
        float[] floats = {1.5f, -2f, 3.25f};
        try (Arena arena = Arena.ofConfined(); FileChannel file = FileChannel.open(directory.resolve("sparse"),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MemorySegment segment = file.map(FileChannel.MapMode.READ_WRITE, 0, (FAR + 100) * Float.BYTES, arena);
            TorchTarget.of(segment).store(floats, FAR, floats.length);
            assertThat(segment.get(ValueLayout.JAVA_FLOAT, (FAR - 1) * Float.BYTES)).isZero();
            for (int i = 0; i < floats.length; i++) {
                assertThat(segment.get(ValueLayout.JAVA_FLOAT, (FAR + i) * Float.BYTES)).isEqualTo(floats[i]);
            }
            assertThat(segment.get(ValueLayout.JAVA_FLOAT, (FAR + floats.length) * Float.BYTES)).isZero();
        }
    }
}
