package dev.evenkeel.bench.gate.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.ForkResult;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.Outcome;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons with stored forks that are made up. */
class StoredGateTest {
    private static final BenchmarkId FIRST = new BenchmarkId("org.x.Bench.first", Map.of("size", "1"));
    private static final BenchmarkId SECOND = new BenchmarkId("org.x.Bench.second", Map.of());
    private static final List<BenchmarkId> BOTH = List.of(FIRST, SECOND);
    private static final EnvironmentStamp STAMP =
            EnvironmentStamp.ofNow(List.of(), List.of("-w", "1s"), List.of("gate"));
    private static final SequentialPlan PLAN = new SequentialPlan(Math.log1p(0.03), 0.01);

    @TempDir
    private Path folder;

    /** A clock of so many times the frequency; the second benchmark costs so many times as much; 0.5 % scatter. */
    private static Function<BenchmarkId, RuledFork> forks(long seed, double clock, double factor, double bytes) {
        SplittableRandom random = new SplittableRandom(seed);
        return id -> new RuledFork(
                new ForkResult((1 + 0.005 * random.nextGaussian()) / clock * (id.equals(SECOND) ? factor : 1),
                        "avgt ns/op", bytes),
                100 * clock, 20 * clock);
    }

    private Path file() {
        return folder.resolve("forks.json");
    }

    private static StoredForks empty() {
        return StoredForks.empty(STAMP, Path.of("old.jar"), "checksum");
    }

    private StoredForks stored() throws IOException {
        StoredForks stored = empty();
        new StoredGate(forks(1, 1, 1, 0), stored, file(), Long.MAX_VALUE).record(BOTH, line -> {});
        return stored;
    }

    private List<Outcome> judge(Function<BenchmarkId, RuledFork> now) throws IOException {
        return new StoredGate(now, empty(), folder.resolve("now.json"), Long.MAX_VALUE).judge(
                BOTH.stream().map(id -> new Gate.Pair(id, id)).toList(), stored(), PLAN, line -> {});
    }

    @Test
    void aSlowerBenchmarkIsFoundAndTheOthersAreTheSame() throws IOException {
        assertThat(judge(forks(2, 1, 1.1, 0))).extracting(Outcome::verdict).containsExactly(Verdict.SAME,
                Verdict.SLOWER, Verdict.SAME);
    }

    @Test
    void aMachineThatIsSlowerAsAWholeChangesNothing() throws IOException {
        List<Outcome> outcomes = judge(forks(2, 0.8, 1, 0));
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly(Verdict.SAME);
        assertThat(outcomes.getFirst().change()).isBetween(-0.01, 0.01);
    }

    @Test
    void rulersThatDisagreeSayNothing() throws IOException {
        Function<BenchmarkId, RuledFork> honest = forks(2, 1, 1, 0);
        assertThat(judge(id -> new RuledFork(honest.apply(id).fork(), 110, 20)))
                .extracting(Outcome::verdict).startsWith(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
    }

    @Test
    void aStoredRunIsReadAgainAsItWas() throws IOException {
        assertThat(StoredForks.read("--baseline", write())).isEqualTo(stored());
    }

    private Path write() throws IOException {
        stored().write(file());
        return file();
    }

    @Test
    void filesThatAreMissingEmptyCutOffOrSomethingElseAreNamedInOneLine() throws IOException {
        assertThatThrownBy(() -> StoredForks.read("--baseline", file())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--baseline: " + file() + " does not exist");
        String whole = Files.readString(write());
        for (String damaged : List.of("", "null", "{}", "[]", "x", whole.substring(0, whole.length() / 2),
                whole.replace("\"peak\" : 100.0", "\"peak\" : 0.0"), whole.replace("\"cost\"", "\"coast\""))) {
            Files.writeString(file(), damaged);
            assertThatThrownBy(() -> StoredForks.read("--baseline", file())).as(damaged)
                    .isInstanceOf(IllegalArgumentException.class).message().startsWith("--baseline: " + file())
                    .endsWith("expected what gate --record wrote").hasLineCount(1);
        }
    }

    @Test
    void anotherMachineJdkOrFlagIsNamed() {
        EnvironmentStamp here = empty().stamp();
        assertThat(here.differences(here)).isEmpty();
        EnvironmentStamp there = new EnvironmentStamp("Another 9000", 64, 2 * here.lanes(), 21, "21.0.1",
                here.flags(), List.of("-XX:UseAVX=2"), here.measuring(), here.run());
        assertThat(there.differences(here)).containsExactly("lanes " + 2 * here.lanes() + " then and " + here.lanes()
                + " now", "JDK 21 then and " + here.javaFeature() + " now",
                "JVM arguments [-XX:UseAVX=2] then and [] now",
                "processor Another 9000 then and " + here.processor() + " now",
                "number of processors 64 then and " + here.processors() + " now");
    }

    @Test
    void rulersStandBesideEachFork() {
        List<String> order = new ArrayList<>();
        double[] reading = {0};
        RuledForks forks = new RuledForks(id -> {
            order.add("fork");
            return new ForkResult(1, "avgt ns/op", 0);
        }, threads -> {
            order.add("ruler " + threads);
            return new double[] {++reading[0], 10 * reading[0]};
        });
        assertThat(forks.apply(FIRST).peak()).as("between the second reading and the third").isEqualTo(2.5);
        assertThat(forks.apply(SECOND).bandwidth()).isEqualTo(35);
        assertThat(order).containsExactly("ruler 1", "ruler 1", "fork", "ruler 1", "fork", "ruler 1");
    }

    @Test
    void threadsAreThoseOfTheBenchmark() {
        assertThat(RuledForks.threads(FIRST, 8)).isEqualTo(1);
        assertThat(RuledForks.threads(new BenchmarkId("a.B.c", Map.of("threads", "4")), 8)).isEqualTo(4);
        assertThat(RuledForks.threads(new BenchmarkId("a.B.c", Map.of("threads", "64")), 8)).isEqualTo(8);
        assertThat(RuledForks.threads(new BenchmarkId("a.B.c", Map.of("threads", "many")), 8)).isEqualTo(1);
    }

    @Test
    void moreAllocationIsFoundWithoutThePair() throws IOException {
        assertThat(new RuledEvidence(stored().forks(FIRST), stored().forks(FIRST)).allocatesMore()).isFalse();
        StoredForks now = empty();
        new StoredGate(forks(1, 1, 1, 24), now, file(), Long.MAX_VALUE).record(BOTH, line -> {});
        assertThat(new RuledEvidence(stored().forks(FIRST), now.forks(FIRST)).allocatesMore()).isTrue();
    }

    @Test
    void whatTheMachineCanDoSinceThenIsSaid() throws IOException {
        StoredForks now = empty();
        new StoredGate(forks(1, 0.8, 1, 0), now, file(), Long.MAX_VALUE).record(BOTH, line -> {});
        assertThat(StoredRun.moved(stored(), now)).contains("peak of multiply-adds -20.0 % (another machine");
    }
}
