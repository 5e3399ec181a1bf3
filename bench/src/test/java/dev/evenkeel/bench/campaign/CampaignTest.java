package dev.evenkeel.bench.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Level;
import dev.evenkeel.bench.roofline.Roofline;
import dev.evenkeel.bench.timing.AdjacentBatches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Cell SMALL = new ProductCell(Shape.square(16), Transposition.NN, 1);
    private static final Cell LARGE = new ProductCell(Shape.square(2048), Transposition.NN, 1);

    private static final Roofline ROOFLINE =
            new Roofline(16, CacheSizes.ofThisMachine(), Map.of(1, 1.0), fastMemory(1));

    /** Bounds no product. */
    static List<Roofline.Bandwidth> fastMemory(int threads) {
        return Stream.of(Level.values()).map(level -> new Roofline.Bandwidth(level, Access.READ, threads, 1000))
                .toList();
    }

    /** Measures nothing. */
    private static final class Pretended implements CellTimer {
        private final List<String> timed = new ArrayList<>();

        @Override
        public List<LibraryTimes> measure(Contest contest) {
            for (String library : contest.libraries())
                timed.add(contest.cell().parameters().get("shape") + " " + library);
            return contest.libraries().stream()
                    .map(library -> new LibraryTimes(library, "", List.of(new double[] {3, 1, 2}))).toList();
        }

        @Override
        public Duration expected(Contest contest, Roofline roofline) {
            return Duration.ofSeconds(2).multipliedBy(contest.libraries().size());
        }
    }

    private static Contest contest(Cell cell) {
        List<String> both = List.of("evenkeel", "plain-java");
        return new Contest(cell, cell.libraries().stream().filter(both::contains).toList());
    }

    @Test
    void theLibraryVariesFastestAndSlowOnesSitOutLargeCells() {
        Pretended timer = new Pretended();
        Campaign campaign =
                new Campaign(List.of(contest(SMALL), contest(LARGE)));
        assertThat(campaign.expected(timer, ROOFLINE)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
        List<Integer> done = new ArrayList<>();
        List<CellResult> results = campaign.run(timer, ROOFLINE, progress -> done.add(progress.done()));
        assertThat(timer.timed).containsExactly("16 evenkeel", "16 plain-java", "2048 evenkeel");
        assertThat(done).containsExactly(1, 2);
        assertThat(results.getFirst().ours().orElseThrow().nanos()).isEqualTo(2);
    }

    @Test
    void adjacentBatchesGiveEveryLibraryAsManyRounds() {
        List<LibraryTimes> times =
                new AdjacentBatches().measure(contest(SMALL));
        assertThat(times).extracting(LibraryTimes::library).containsExactly("evenkeel", "plain-java");
        assertThat(times.get(0).rounds()).hasSameSizeAs(times.get(1).rounds()).hasSizeGreaterThan(4);
        assertThat(times).allSatisfy(entry -> assertThat(entry.nanos()).isPositive());
    }

    @Test
    void timesWithoutARoundAreRefused() {
        assertThatThrownBy(() -> new LibraryTimes("x", "", List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x");
    }
}
