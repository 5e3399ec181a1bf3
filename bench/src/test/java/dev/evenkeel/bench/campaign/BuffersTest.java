package dev.evenkeel.bench.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.batchnorm.Normalizations;
import dev.evenkeel.bench.gemm.Products;
import dev.evenkeel.bench.random.Fills;
import dev.evenkeel.bench.random.Initializers;
import dev.evenkeel.bench.torch.Replays;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuffersTest {
    static Stream<Cell> cells() {
        return Stream.of(new Products().cells(List.of("17x19x23"), List.of("NN", "TT"), List.of(1, 2)),
                new Fills().cells(List.of("1K"), List.of("uniform", "normal/native", "truncated/float64"), List.of(1)),
                new Initializers().cells(List.of("24x16"), List.of("he-normal", "orthogonal/native"), List.of(1)),
                new Replays().cells(List.of("1000"), List.of("normal"), List.of(1)),
                new Normalizations().cells(List.of("4x8x9"), List.of(), List.of(1)),
                new Normalizations().cells(List.of("4x8x9"), List.of("backward-add-relu"), List.of(1)))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void twoTrialsOfOurCodeWorkInTheSameMemory(Cell cell) {
        Map<String, Object> memory = new HashMap<>();
        try (Trial first = cell.start(PeerCatalog.OURS, Buffers.sharing(memory))) {
            Map<String, Object> before = new HashMap<>(memory);
            assertThat(before).isNotEmpty();
            try (Trial second = cell.start(PeerCatalog.OURS, Buffers.sharing(memory))) {
                first.run();
                second.run();
                assertThat(memory).hasSameSizeAs(before);
                before.forEach((name, array) -> assertThat(memory.get(name)).as(name).isSameAs(array));
            }
        }
    }

    @Test
    void memoryIsHandedOutCleared() {
        Map<String, Object> memory = new HashMap<>();
        Buffers buffers = Buffers.sharing(memory);
        buffers.floats("floats", 2)[1] = 5;
        buffers.doubles("doubles", 2)[1] = 5;
        MemorySegment segment = buffers.segment("segment", 64, 64).fill((byte) 5);
        assertThat(Buffers.sharing(memory).floats("floats", 2)).containsOnly(0);
        assertThat(Buffers.sharing(memory).doubles("doubles", 2)).containsOnly(0);
        assertThat(Buffers.sharing(memory).segment("segment", 64, 64)).isSameAs(segment);
        assertThat(segment.mismatch(MemorySegment.ofArray(new byte[64]))).isEqualTo(-1);
    }

    @Test
    void memoryOfAnotherTypeOrSizeIsReplaced() {
        Buffers buffers = Buffers.sharing(new HashMap<>(Map.of("x", new float[3], "y", new float[4])));
        assertThat(buffers.floats("x", 4)).hasSize(4);
        assertThat(buffers.doubles("y", 4)).hasSize(4);
    }

    @Test
    void onlyOwnNativeMemoryIsFreedAtOnce() {
        Buffers own = Buffers.own();
        MemorySegment segment = own.segment("x", 64, 64);
        own.close();
        assertThatThrownBy(() -> segment.fill((byte) 1)).isInstanceOf(IllegalStateException.class);
        Buffers shared = Buffers.sharing(new HashMap<>());
        MemorySegment kept = shared.segment("x", 64, 64);
        shared.close();
        kept.fill((byte) 1);
    }
}
