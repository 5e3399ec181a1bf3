package dev.evenkeel.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate with forks that are made up. */
class GateTest {
    private static final BenchmarkId FAST = new BenchmarkId("org.x.Bench.fast", Map.of("size", "1"));
    private static final BenchmarkId SLOW = new BenchmarkId("org.x.Bench.slow", Map.of());
    private static final List<Gate.Pair> PAIRS = List.of(new Gate.Pair(FAST, FAST), new Gate.Pair(SLOW, SLOW));
    private static final SequentialPlan PLAN = new SequentialPlan(Math.log1p(0.03), 0.01);

    @TempDir
    private Path folder;

    private RoundStore store() throws IOException {
        return RoundStore.open(folder, "old", "new", List.of("-w", "1s"));
    }

    /** The candidate is so many times as slow in the second benchmark, and allocates that much in the first. */
    private static BiFunction<Boolean, BenchmarkId, ForkResult> forks(double factor, double bytes) {
        SplittableRandom random = new SplittableRandom(5);
        return (ofCandidate, id) -> new ForkResult(
                (1 + 0.02 * random.nextGaussian()) * (ofCandidate && id.equals(SLOW) ? factor : 1), "avgt ns/op",
                ofCandidate && id.equals(FAST) ? bytes : 0);
    }

    private List<Outcome> judge(BiFunction<Boolean, BenchmarkId, ForkResult> forks) throws IOException {
        return new Gate(new AdjacentForks(forks), store(), PLAN, Duration.ofMinutes(5)).run(PAIRS, line -> {});
    }

    private static GateReport report(List<Outcome> outcomes) {
        return new GateReport(outcomes, List.of(), List.of(), GateReport.PAIRS);
    }

    @Test
    void aSlowerBenchmarkFailsAndTheOthersDoNot() throws IOException {
        List<Outcome> outcomes = judge(forks(1.1, 0));
        assertThat(outcomes).extracting(Outcome::verdict).containsExactly(Verdict.SAME, Verdict.SLOWER, Verdict.SAME);
        assertThat(outcomes.getLast().name()).startsWith("A/A");
        assertThat(report(outcomes).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(report(outcomes).junit()).contains("name=\"Bench.slow\"><failure message=\"SLOWER +");
        assertThat(report(outcomes).text()).contains("SLOWER");
        assertThat(outcomes.getFirst().wouldHaveCaught()).isLessThanOrEqualTo(0.1);
    }

    @Test
    void unchangedJarsPass() throws IOException {
        assertThat(report(judge(forks(1, 0))).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aBenchmarkThatAllocatesMoreFailsHoweverFast() throws IOException {
        GateReport report = report(judge(forks(0.8, 24)));
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(report.markdown()).contains("allocates more");
    }

    @Test
    void withoutTimeNothingIsSaid() throws IOException {
        List<Outcome> outcomes =
                new Gate(new AdjacentForks(forks(1.5, 0)), store(), PLAN, Duration.ZERO).run(PAIRS, line -> {});
        assertThat(report(outcomes).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(report(outcomes).text()).contains("INCONCLUSIVE");
    }

    @Test
    void aControlThatDiffersFromItselfSpoilsTheVerdict() throws IOException {
        List<Outcome> outcomes = judge(forks(1.1, 0));
        Outcome spoiled = new Outcome("A/A x", Verdict.SLOWER, new Evidence.OfRounds(List.of()), PLAN, 3);
        assertThat(report(List.of(outcomes.get(1), spoiled)).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void aMissingBenchmarkFailsClosed() throws IOException {
        List<Outcome> outcomes = judge(forks(1, 0));
        assertThat(new GateReport(outcomes, List.of(), List.of(SLOW), GateReport.PAIRS).exitCode())
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(new GateReport(outcomes, List.of(SLOW), List.of(), GateReport.PAIRS).exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void anInterruptedGateGoesOnWhereItWas() throws IOException {
        int[] forks = {0};
        BiFunction<Boolean, BenchmarkId, ForkResult> interrupted = (ofCandidate, id) -> {
            if (++forks[0] > 20) throw new IllegalStateException("interrupted");
            return new ForkResult(1, "avgt ns/op", 0);
        };
        assertThatThrownBy(() -> judge(interrupted)).hasMessage("interrupted");
        assertThat(store().rounds(FAST.toString())).hasSize(4);
        int[] more = {0};
        judge((ofCandidate, id) -> {
            more[0]++;
            return new ForkResult(1 + 1e-6 * more[0], "avgt ns/op", 0);
        });
        assertThat(store().rounds(FAST.toString()).size()).isGreaterThanOrEqualTo(SequentialPlan.FIRST);
        assertThat(forks[0] - 1 + more[0]).as("no complete round is measured twice")
                .isEqualTo(2 * (store().rounds(FAST.toString()).size() + store().rounds(SLOW.toString()).size()
                        + store().rounds("A/A " + FAST).size()));
    }

    @Test
    void aGateThatGoesOnTakesTheLooksOfBeforeAndNoOthers() throws IOException {
        List<Outcome> whole = judge(forks(1.1, 0));
        List<Outcome> again = judge((ofCandidate, id) -> {
            throw new AssertionError("every round is there");
        });
        assertThat(again).extracting(Outcome::verdict).isEqualTo(whole.stream().map(Outcome::verdict).toList());
    }

    @Test
    void roundsAfterTheLastLookAreNotLookedAt() throws IOException {
        int[] forks = {0};
        BiFunction<Boolean, BenchmarkId, ForkResult> stopped = (ofCandidate, id) -> {
            if (++forks[0] > 40) throw new IllegalStateException("interrupted");
            return new ForkResult(ofCandidate ? 2 : 1, "avgt ns/op", 0);
        };
        assertThatThrownBy(() -> judge(stopped)).hasMessage("interrupted");
        assertThat(new Gate(new AdjacentForks(stopped), store(), PLAN, Duration.ZERO).run(PAIRS, line -> {}))
                .extracting(Outcome::verdict).containsOnly(Verdict.INCONCLUSIVE);
    }

    @Test
    void roundsOfOtherJarsAreRefused() throws IOException {
        judge(forks(1, 0));
        assertThatThrownBy(() -> RoundStore.open(folder, "old", "newer", List.of("-w", "1s")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("other jars");
        Files.writeString(folder.resolve("rounds.json"), "{");
        assertThatThrownBy(this::store).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("damaged");
    }

    @Test
    void benchmarksThatMovedToAnotherPackageAreKnownByTheirNames() {
        BenchmarkId moved = new BenchmarkId("org.y.Bench.slow", Map.of());
        assertThat(Gate.pairs(List.of(FAST, SLOW), List.of(moved, FAST)))
                .containsExactly(new Gate.Pair(SLOW, moved), new Gate.Pair(FAST, FAST));
    }

    @Test
    void throughputIsTurnedIntoCost() throws IOException {
        ForkResult result = Forks.result(new ObjectMapper().readTree(
                """
                        {"mode": "thrpt", "primaryMetric": {"score": 5.0, "scoreUnit": "ops/s", "rawData": [[100.0, 5.0, 4.0]]},
                         "secondaryMetrics": {"·gc.alloc.rate.norm": {"score": 16.0}}}"""));
        assertThat(result).isEqualTo(new ForkResult(0.2, "thrpt ops/s", 16, List.of(0.01, 0.2, 0.25)));
    }

    @Test
    void aRoundWithAForkThatWasNotWarmIsTakenAgainAndInTheEndAsItIs() throws IOException {
        ForkResult warm = new ForkResult(1, "avgt ns/op", 0, List.of(1.0, 1.01, 1.0, 1.02));
        ForkResult cold = new ForkResult(2, "avgt ns/op", 0, List.of(3.0, 2.0, 1.0, 1.0));
        List<ForkResult> forks = new ArrayList<>(List.of(warm, cold, warm, warm, cold, warm, warm, cold, cold, cold));
        AdjacentForks source = new AdjacentForks((ofCandidate, id) -> forks.removeFirst());
        List<Round> rounds = new ArrayList<>();
        source.measure(PAIRS, false, true, (pair, round) -> rounds.add(round));
        assertThat(rounds).containsExactly(new Round(true, warm, warm), new Round(true, cold, cold));
        assertThat(forks).isEmpty();
    }
}
