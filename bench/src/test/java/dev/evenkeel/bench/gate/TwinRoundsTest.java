package dev.evenkeel.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.gate.twin.FakeJars;
import dev.evenkeel.bench.gate.twin.TwinTask;
import dev.evenkeel.bench.launch.JavaProcess;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both jars in one JVM, which is made up but for the last two tests. */
class TwinRoundsTest {
    private static final Gate.Pair SMALL = pair("org.x.Gemm.multiply", "64");
    private static final Gate.Pair LARGE = pair("org.x.Gemm.multiply", "256");
    private static final Gate.Pair FILL = pair("org.x.Sampling.fill", "1K");
    private static final Gate.Pair FOREIGN = pair("org.x.Other.run", "1");
    private static final Path OLD = Path.of("old.jar");
    private static final Path NEW = Path.of("new.jar");
    private static final SequentialPlan PLAN = new SequentialPlan(Math.log1p(0.03), 0.01);

    private final List<TwinTask> tasks = new ArrayList<>();
    private final List<Gate.Pair> forked = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(3);

    @TempDir
    private Path folder;

    private static Gate.Pair pair(String benchmark, String shape) {
        BenchmarkId id = new BenchmarkId(benchmark, Map.of("shape", shape));
        return new Gate.Pair(id, id);
    }

    /** A JVM in which the second benchmark takes that much more time, but for the baseline with itself. */
    private void run(TwinTask task, JavaProcess.Lines lines, double factor, boolean isSteady) throws IOException {
        tasks.add(task);
        for (int i = 0; i < task.works().size(); i++) {
            boolean isSlower = task.works().get(i).parameters().get("shape").equals("256");
            double ratio = (isSlower ? factor : 1) * (1 + 0.01 * random.nextGaussian());
            lines.accept("twin " + i + " 1000.0 " + ratio + " 0.0 0.0 " + isSteady);
            lines.accept("something else");
        }
    }

    private TwinRounds rounds(TwinRounds.Jvm jvm) {
        return new TwinRounds(OLD, NEW, Map.of(FOREIGN, "no entry"), jvm, new RoundSource() {
            @Override
            public List<List<Gate.Pair>> parts(List<Gate.Pair> pairs) { return pairs.stream().map(List::of).toList(); }

            @Override
            public void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker)
                    throws IOException {
                forked.addAll(part);
                ForkResult result = new ForkResult(1 + 0.001 * random.nextGaussian(), "avgt ns/op", 0);
                taker.take(part.getFirst(), new Round(baselineFirst, result, result));
            }
        });
    }

    private RoundStore store() throws IOException {
        return RoundStore.open(folder, "old", "new", List.of());
    }

    private List<Outcome> judge(TwinRounds.Jvm jvm, List<Gate.Pair> pairs) throws IOException {
        return new Gate(rounds(jvm), store(), PLAN, Duration.ofMinutes(5)).run(pairs, line -> {});
    }

    @Test
    void benchmarksOfOneMethodShareAJvmAndWhatAJarDoesNotOfferIsForked() {
        assertThat(rounds((task, lines) -> {}).parts(List.of(SMALL, FOREIGN, FILL, LARGE)))
                .containsExactly(List.of(SMALL, LARGE), List.of(FILL), List.of(FOREIGN));
    }

    @Test
    void aSlowerBenchmarkFailsTheGateAndTheReportNamesTheForms() throws IOException {
        List<Outcome> outcomes =
                judge((task, lines) -> run(task, lines, 1.05, true), List.of(SMALL, LARGE, FOREIGN));
        assertThat(outcomes).extracting(Outcome::verdict).containsExactly(Verdict.SAME, Verdict.SLOWER, Verdict.SAME,
                Verdict.SAME);
        assertThat(outcomes).extracting(outcome -> outcome.evidence().form()).containsExactly("twin", "twin", "forks",
                "twin");
        GateReport report = new GateReport(outcomes, List.of(), List.of(), GateReport.PAIRS);
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(report.markdown()).contains("| twin | Gemm.multiply (shape=64)", "| forks | Other.run (shape=1)");
        assertThat(forked).containsOnly(FOREIGN).hasSize(outcomes.get(2).evidence().size());
    }

    @Test
    void rolesAreSwappedFromRoundToRoundAndTheControlHasTheBaselineTwice() throws IOException {
        List<Outcome> outcomes = judge((task, lines) -> run(task, lines, 1, true), List.of(SMALL));
        assertThat(store().rounds(SMALL.candidate().toString())).extracting(Round::baselineFirst).startsWith(true,
                false, true, false);
        assertThat(tasks).extracting(TwinTask::baselineFirst).startsWith(true, true, false, false);
        assertThat(tasks).extracting(TwinTask::baseline).containsOnly(OLD);
        assertThat(tasks).extracting(TwinTask::candidate).startsWith(NEW, OLD, NEW, OLD);
    }

    @Test
    void figuresThatAreNotSteadyAreTakenAgainInAnotherJvm() throws IOException {
        List<Outcome> outcomes = judge((task, lines) -> run(task, lines, 1, tasks.size() % 2 == 1), List.of(SMALL));
        assertThat(outcomes.getFirst().verdict()).isEqualTo(Verdict.SAME);
        assertThat(tasks.size()).isGreaterThan(outcomes.stream().mapToInt(outcome -> outcome.evidence().size()).sum());
    }

    @Test
    void afterThreeJvmsAnyFiguresWillDo() throws IOException {
        List<Round> taken = new ArrayList<>();
        rounds((task, lines) -> run(task, lines, 1, false)).measure(List.of(SMALL, LARGE), false, true,
                (pair, round) -> taken.add(round));
        assertThat(tasks).hasSize(3);
        assertThat(taken).hasSize(2);
    }

    @Test
    void whatAllocatesLikeVectorsInObjectsIsForkedFromThenOn() throws IOException {
        List<String> units = new ArrayList<>();
        TwinRounds rounds = rounds((task, lines) -> {
            tasks.add(task);
            for (int i = 0; i < task.works().size(); i++) {
                boolean isSmall = task.works().get(i).parameters().get("shape").equals("64");
                lines.accept("twin " + i + " 1000.0 1.0 0.0 " + (isSmall ? "9000.0" : "0.0") + " true");
            }
        });
        rounds.measure(List.of(SMALL, LARGE), false, true, (pair, round) -> units.add(round.baseline().unit()));
        assertThat(units).containsExactly(TwinRounds.UNIT, "avgt ns/op");
        assertThat(tasks).hasSize(1);
        assertThat(forked).containsExactly(SMALL);
        assertThat(rounds.parts(List.of(SMALL, LARGE))).containsExactly(List.of(LARGE), List.of(SMALL));
        rounds.measure(List.of(SMALL), true, false, (pair, round) -> {});
        assertThat(tasks).as("JVMs of both jars").hasSize(1);
    }

    @Test
    void theFormOfRoundsOfBothKindsIsMixed() {
        ForkResult twin = new ForkResult(1, TwinRounds.UNIT, 0);
        ForkResult fork = new ForkResult(1, "avgt ns/op", 0);
        Round one = new Round(true, twin, twin);
        assertThat(new Evidence.OfRounds(List.of(one, one)).form()).isEqualTo("twin");
        assertThat(new Evidence.OfRounds(List.of(one, new Round(false, fork, fork))).form()).isEqualTo("mixed");
    }

    @Test
    void onlyWhatWasNotSteadyIsTakenAgain() throws IOException {
        List<Gate.Pair> taken = new ArrayList<>();
        rounds((task, lines) -> {
            tasks.add(task);
            for (int i = 0; i < task.works().size(); i++) {
                boolean isSmall = task.works().get(i).parameters().get("shape").equals("64");
                lines.accept("twin " + i + " 1000.0 1.0 0.0 0.0 " + (isSmall || tasks.size() == 2));
            }
        }).measure(List.of(SMALL, LARGE), false, true, (pair, round) -> taken.add(pair));
        assertThat(tasks).extracting(task -> task.works().size()).containsExactly(2, 1);
        assertThat(taken).containsExactly(SMALL, LARGE);
    }

    @Test
    void aJvmThatIsSilentAboutABenchmarkEndsTheGate() {
        assertThatThrownBy(() -> judge((task, lines) -> lines.accept("hello"), List.of(SMALL)))
                .isInstanceOf(MeasurementException.class).hasMessageContaining("Gemm.multiply (shape=64)");
    }

    @Test
    void moreAllocationIsSeenInOneJvmToo() throws IOException {
        List<Outcome> outcomes = judge((task, lines) -> lines.accept("twin 0 1000.0 "
                + (1 + 0.001 * random.nextGaussian()) + " 0.0 " + (task.candidate().equals(NEW) ? 24.0 : 0.0)
                + " true"),
                List.of(SMALL));
        assertThat(outcomes.getFirst().allocatesMore()).isTrue();
        assertThat(outcomes.getLast().allocatesMore()).isFalse();
    }

    @Test
    void anInterruptedJvmKeepsWhatItSaidBefore() throws IOException {
        assertThatThrownBy(() -> judge((task, lines) -> {
            lines.accept("twin 0 1000.0 1.0 0.0 0.0 true");
            throw new IllegalStateException("interrupted");
        }, List.of(SMALL, LARGE))).hasMessage("interrupted");
        assertThat(store().rounds(SMALL.candidate().toString())).hasSize(1);
    }

    private Forks jvms() {
        return new Forks(Path.of(System.getProperty("java.home"), "bin", "java"), List.of(), List.of(),
                folder.resolve("forks"));
    }

    @Test
    void aRealJvmTimesTwoJarsThatShareNoClass() throws IOException {
        Path jar = FakeJars.withEntry(folder, 1);
        List<String> printed = new ArrayList<>();
        jvms().twin(new TwinTask(jar, jar, true, List.of(new TwinTask.Work("Bench.known", Map.of()))), printed::add);
        assertThat(printed.stream().filter(line -> line.startsWith("twin "))).hasSize(1);
    }

    @Test
    void aWrongAnswerInARealJvmIsOneHere() throws IOException {
        TwinTask task = new TwinTask(FakeJars.withEntry(folder, 1), FakeJars.withWrongAnswer(folder), true,
                List.of(new TwinTask.Work("Bench.known", Map.of())));
        assertThatThrownBy(() -> jvms().twin(task, line -> {})).isInstanceOf(WrongAnswerException.class)
                .hasMessageContaining("element 7 is 3, expected 4");
    }
}
