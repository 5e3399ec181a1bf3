package dev.evenkeel.bench.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.gemm.Product;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RooflineTest {
    private static final CacheSizes CACHES = new CacheSizes(32 << 10, 1 << 20, 32 << 20);

    /** 100 GFLOP/s; 80, 40, 20 and 10 GB/s. */
    private static Roofline example() {
        List<Roofline.Bandwidth> bandwidths = new ArrayList<>();
        double rate = 80;
        for (Level level : Level.values()) {
            bandwidths.add(new Roofline.Bandwidth(level, Access.READ, 1, rate));
            rate /= 2;
        }
        return new Roofline(16, CACHES, Map.of(1, 100.0), bandwidths);
    }

    private static Product product(String shape) {
        return Product.of(Shape.parse(shape), Transposition.NN, 1);
    }

    @Test
    void aProductOfManyOperationsPerByteIsBoundByThePeak() {
        assertThat(product("1024").limit(example())).isEqualTo(100);
    }

    @Test
    void aRowTimesAMatrixIsBoundByTheLevelThatHoldsTheMatrix() {
        double bytes = 4.0 * (1000 + 1000 * 1000 + 1000);
        assertThat(product("1x1000x1000").limit(example())).isEqualTo(2e6 * 20 / bytes);
        double more = 4.0 * (4000 + 4000 * 4000 + 4000);
        assertThat(product("1x4000x4000").limit(example())).isEqualTo(32e6 * 10 / more);
    }

    @Test
    void aThreadCountThatWasNotMeasuredIsRefused() {
        Product two = Product.of(Shape.square(64), Transposition.NN, 2);
        assertThatThrownBy(() -> two.limit(example())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2");
    }

    @Test
    void aNewPeakChangesThePeakOnly() {
        assertThat(product("1024").limit(example().withPeak(1, 50))).isEqualTo(50);
        assertThat(product("1x4000x4000").limit(example().withPeak(1, 50)))
                .isEqualTo(product("1x4000x4000").limit(example()));
    }

    @Test
    void theNearestLevelThatHoldsTheDataIsTaken() {
        assertThat(CACHES.holding(32 << 10)).isEqualTo(Level.L1);
        assertThat(CACHES.holding((32 << 10) + 1)).isEqualTo(Level.L2);
        assertThat(CACHES.holding(2 << 20)).isEqualTo(Level.L3);
        assertThat(CACHES.holding(64 << 20)).isEqualTo(Level.DRAM);
    }

    @Test
    void probesLieInTheirLevel() {
        for (Level level : Level.values()) assertThat(CACHES.holding(CACHES.probe(level))).isEqualTo(level);
    }

    @Test
    void cacheSizesAreReadAsLinuxWritesThem(@TempDir Path directory) throws IOException {
        cache(directory, "index0", "1", "Data", "48K");
        cache(directory, "index1", "1", "Instruction", "64K");
        cache(directory, "index2", "2", "Unified", "2048K");
        cache(directory, "index3", "3", "Unified", "96M");
        assertThat(CacheSizes.read(directory)).isEqualTo(new CacheSizes(48 << 10, 2 << 20, 96 << 20));
    }

    private static void cache(Path directory, String index, String level, String type, String size) throws IOException {
        Path cache = Files.createDirectories(directory.resolve(index));
        Files.writeString(cache.resolve("level"), level + "\n");
        Files.writeString(cache.resolve("type"), type + "\n");
        Files.writeString(cache.resolve("size"), size + "\n");
    }

    @Test
    void everyProbeDoesTheWorkThatItCounts() {
        for (Access access : Access.values()) {
            MemoryProbe probe = new MemoryProbe(access, 1 << 16);
            probe.pass();
            assertThat(probe.work()).as(access.name())
                    .isEqualTo(Math.max(1 << 20, 1 << 16) * (access == Access.COPY ? 2.0 : 1.0));
            assertThat(probe.consumed()).as(access.name()).isFinite().isPositive();
        }
        FmaProbe probe = new FmaProbe();
        probe.pass();
        assertThat(probe.consumed()).isEqualTo(2);
    }

    @Test
    void onlyWhatDecidesAboutALimitIsMeasuredAgain() {
        Roofline again = example().again(product("1024")::limit, 1).roofline();
        assertThat(again.peak().get(1)).isNotEqualTo(100.0);
        assertThat(again.bandwidths()).isEqualTo(example().bandwidths());
        Roofline memory = example().again(product("1x1000x1000")::limit, 1).roofline();
        assertThat(memory.peak()).isEqualTo(example().peak());
        assertThat(memory.bandwidths()).filteredOn(bandwidth -> !example().bandwidths().contains(bandwidth))
                .extracting(Roofline.Bandwidth::level).containsExactly(Level.L3);
    }

    @Test
    void theHigherOfTwoMeasurementsIsKeptRateByRate() {
        Roofline other = example().withPeak(1, 90).with(new Roofline.Bandwidth(Level.L2, Access.READ, 1, 50));
        Roofline best = example().max(other);
        assertThat(best.peak()).containsExactlyEntriesOf(Map.of(1, 100.0));
        assertThat(best.bandwidth(Level.L2, Access.READ, 1)).isEqualTo(50);
        assertThat(best.bandwidth(Level.L3, Access.READ, 1)).isEqualTo(20);
    }

    @Test
    void aRoofThatMovedByMoreThanATenthIsNotSteady() {
        assertThat(new Roof(100, 91, 100, true).isSteady()).isTrue();
        assertThat(new Roof(100, 89, 100, true).isSteady()).as("beside the cell").isFalse();
        assertThat(new Roof(100, 100, 112, true).isSteady()).as("within the run").isFalse();
        assertThat(new Roof(100, 100, 100, false).isSteady()).as("seen once").isFalse();
    }

    @Test
    void everyLimitOfThisMachineIsMeasured() {
        Roofline measured = Roofline.measure(Set.of(1));
        assertThat(measured.peak().get(1)).isPositive();
        for (Level level : Level.values()) {
            for (Access access : Access.values()) assertThat(measured.bandwidth(level, access, 1)).isPositive();
        }
    }
}
