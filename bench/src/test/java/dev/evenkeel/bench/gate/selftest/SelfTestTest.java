package dev.evenkeel.bench.gate.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.gate.AdjacentForks;
import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.ForkResult;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.RoundSource;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.report.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-test, with forks that are made up. */
class SelfTestTest {
    private static final BenchmarkId FIRST = new BenchmarkId("org.x.Bench.first", Map.of("size", "0.5"));
    private static final BenchmarkId SECOND = new BenchmarkId("org.x.Bench.second", Map.of());
    private static final SequentialPlan PLAN = new SequentialPlan(Math.log1p(0.03), 0.01);
    private static final EnvironmentStamp STAMP =
            EnvironmentStamp.ofNow(List.of(), List.of("-w", "1s"), List.of("gate", "selftest"));
    private static final int ROUNDS = 40;

    @TempDir
    private Path folder;

    /** Forks scatter by 1 %; iterations of a fork hardly do, as in earnest. */
    private static RoundSource forks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new AdjacentForks((ofCandidate, id) -> {
            double cost = 1 + 0.01 * random.nextGaussian();
            List<Double> iterations = random.doubles(10).map(noise -> cost * (1 + 0.001 * noise)).boxed().toList();
            return new ForkResult(cost, "avgt ns/op", 0, iterations);
        });
    }

    private Path file() {
        return folder.resolve("forks.json");
    }

    private int record(RoundSource source, int rounds, String note) throws IOException {
        return new Recorder(source, file(), rounds, Duration.ofMinutes(5)).record(List.of(FIRST, SECOND), STAMP, note,
                "checksum", line -> {});
    }

    /** Rounds of 15 s each. */
    private static Recording recording() throws IOException {
        Recording recording = Recording.empty(STAMP, "made up", "checksum");
        RoundSource source = forks(7);
        for (int round = 1; round <= ROUNDS; round++) {
            for (BenchmarkId id : List.of(FIRST, SECOND)) {
                source.measure(List.of(new Gate.Pair(id, id)), false, round % 2 == 1,
                        (pair, taken) -> recording.add(id.toString(), new Recording.Timed(taken, 15)));
            }
        }
        return recording;
    }

    private static SelfTest test(Duration budget, int families) throws IOException {
        return new SelfTest(recording(), PLAN, budget, families, 1);
    }

    @Test
    void unchangedJarsRaiseNoMoreAlarmsThanStated() throws IOException {
        SelfTest.Unchanged unchanged = test(Duration.ofMinutes(30), 300).unchanged();
        assertThat(unchanged.decisions()).isEqualTo(900);
        assertThat(unchanged.alarmed()).isLessThanOrEqualTo(3);
        assertThat(unchanged.same()).isGreaterThan(800);
        assertThat(unchanged.mostAlarms()).isBetween(0.009, 0.03);
    }

    @Test
    void aPlantedSlowDownIsFoundAndOneWithinTheMarginIsNot() throws IOException {
        List<SelfTest.Planted> planted = test(Duration.ofMinutes(30), 100).planted();
        assertThat(planted).hasSize(2 * SelfTest.SLOW_DOWNS.size());
        for (SelfTest.Planted row : planted) {
            assertThat(row.families()).isEqualTo(50);
            if (row.slowDown() >= 0.1) assertThat(row.found()).isEqualTo(50);
            if (row.slowDown() < 0.03) assertThat(row.found()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void theClockIsThatOfTheRecordedRounds() throws IOException {
        SelfTest.Unchanged unchanged = test(Duration.ofMinutes(4), 20).unchanged();
        assertThat(unchanged.minutes()).allMatch(minutes -> minutes == 4);
        assertThat(unchanged.open()).as("five rounds of three times 15 s are none to decide by").isEqualTo(60);
    }

    @Test
    void testsOfIterationsCryWolfAndThresholdsMissMuch() throws IOException {
        for (SelfTest.Compared compared : test(Duration.ofMinutes(4), 200).compared()) {
            switch (compared.rival()) {
                case TWICE_THE_MEAN -> assertThat(compared.found()).containsOnly(0.0);
                case MEAN_AND_A_TENTH -> assertThat(compared.found().getFirst()).isZero();
                case RANKS_OF_ITERATIONS, WELCH_ON_ITERATIONS ->
                    assertThat(compared.falseAlarms()).isGreaterThan(0.2);
                case RANKS_BEYOND_THE_MARGIN, WELCH_BEYOND_THE_MARGIN ->
                    assertThat(compared.falseAlarms()).isGreaterThan(0.01);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameReport() throws IOException {
        RunDescription run =
                new RunDescription("2026-11-29T00:00:00Z", "abc", List.of("gate", "/somewhere/forks.json"));
        SelfTestReport report = SelfTestReport.of(List.of(test(Duration.ofMinutes(20), 40)));
        String text = report.markdown(run);
        assertThat(text).isEqualTo(SelfTestReport.of(List.of(test(Duration.ofMinutes(20), 40))).markdown(run));
        assertThat(text).contains("## made up", "Bench.first (size=0.5)", "| this gate |",
                "`java -jar benchmarks.jar gate forks.json`");
        assertThat(report.keepsItsPromise()).isTrue();
    }

    @Test
    void whatIsMeasuredTogetherIsRecordedTogether() throws IOException {
        RoundSource both = new RoundSource() {
            @Override
            public List<List<Gate.Pair>> parts(List<Gate.Pair> pairs) {
                return pairs.isEmpty() ? List.of() : List.of(pairs);
            }

            @Override
            public void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker)
                    throws IOException {
                assertThat(part).hasSize(2);
                forks(3).measure(part, isControl, baselineFirst, taker);
            }
        };
        assertThat(record(both, 3, "quiet")).isEqualTo(3);
        Recording recording = Recording.read("--forks", file());
        assertThat(recording.rounds().get(FIRST.toString()).getLast().seconds())
                .isEqualTo(recording.rounds().get(SECOND.toString()).getLast().seconds());
    }

    @Test
    void aRecordingThatWasInterruptedIsGoneOnWith() throws IOException {
        int[] forks = {0};
        RoundSource interrupted = new AdjacentForks((ofCandidate, id) -> {
            if (++forks[0] > 10) throw new IllegalStateException("interrupted");
            return new ForkResult(1, "avgt ns/op", 0);
        });
        assertThatThrownBy(() -> record(interrupted, 4, "quiet")).hasMessage("interrupted");
        assertThat(Recording.read("--forks", file()).complete()).isEqualTo(2);
        assertThat(record(forks(1), 4, "quiet")).isEqualTo(4);
        assertThat(Recording.read("--forks", file()).rounds().get(SECOND.toString()).getFirst().round().baseline())
                .as("the first rounds are those of before").isEqualTo(new ForkResult(1, "avgt ns/op", 0));
    }

    @Test
    void aRecordingOfSomethingElseIsRefused() throws IOException {
        record(forks(1), 1, "quiet");
        assertThatThrownBy(() -> record(forks(1), 2, "a core is busy")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other rounds (the note)");
    }

    @Test
    void filesThatAreEmptyTruncatedOrMissingAreNamed() throws IOException {
        assertThatThrownBy(() -> Recording.read("--forks", file())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not exist");
        record(forks(1), 1, "quiet");
        String whole = Files.readString(file());
        for (String damaged : List.of("", "{}", "null", "[]", whole.substring(0, whole.length() / 2))) {
            Files.writeString(file(), damaged);
            assertThatThrownBy(() -> Recording.read("--forks", file())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("forks.json").hasMessageContaining("record anew");
        }
    }
}
