package dev.evenkeel.internal.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With kernels that take as long as they say, on a clock that only they move. */
class TieredOperationTest {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000 * MICROSECOND;
    private static final long SECOND = 1_000 * MILLISECOND;

    private long now;
    private long trials;
    private long emptyCalls;
    private long nanosOfATrial;

    private TieredOperation<String> operation(Supplier<String> vector) {
        return new TieredOperation<>("scalar", vector, (kernel, units) -> () -> {
            if (units == 0) {
                emptyCalls++;
            } else {
                trials++;
            }
            now += nanosOfATrial * units;
        }, () -> now);
    }

    /** Calls of a millisecond and a unit each. */
    private void work(TieredOperation<String> operation, long nanos) {
        for (long end = now + nanos; now < end;) {
            long start = operation.start();
            now += MILLISECOND;
            operation.end(1, start);
        }
    }

    @Test
    void vectorCodeTakesOverOnceItIsFast() {
        nanosOfATrial = 100 * MILLISECOND;
        TieredOperation<String> operation = operation(() -> "vector");
        work(operation, SECOND);
        assertThat(operation.kernel()).isEqualTo("scalar");
        nanosOfATrial = MILLISECOND / 10;
        work(operation, SECOND);
        assertThat(operation.kernel()).isEqualTo("vector");
    }

    @Test
    void codeThatStaysSlowIsNeverUsedAndHardlyTriedInTheLongRun() {
        nanosOfATrial = 4 * MILLISECOND;
        TieredOperation<String> operation = operation(() -> "vector");
        work(operation, 10_000 * SECOND);
        long before = trials;
        work(operation, 10_000 * SECOND);
        assertThat(operation.kernel()).isEqualTo("scalar");
        assertThat((trials - before) * 16 * nanosOfATrial).isBetween(1L, 2_000 * SECOND);
    }

    @Test
    void codeThatStaysSlowIsMadeAnewEverMoreSeldom() {
        List<Long> made = new ArrayList<>();
        nanosOfATrial = MILLISECOND;
        TieredOperation<String> operation = new TieredOperation<>("scalar", () -> {
            made.add(trials);
            return "vector " + made.size();
        }, (kernel, units) -> () -> {
            trials += Math.min(1, units);
            now += kernel.equals("vector 4") ? 1 : 4 * nanosOfATrial * units;
        }, () -> now);
        work(operation, 1_000_000 * SECOND);
        assertThat(made).containsExactly(0L, 1_000L, 2_000L, 4_000L);
        assertThat(operation.kernel()).isEqualTo("vector 4");
    }

    @Test
    void slowTrialsAreFollowedByManyCallsWithoutWorkAndTheDecidingOneByNone() {
        nanosOfATrial = 4 * MILLISECOND;
        TieredOperation<String> operation = operation(() -> "vector");
        work(operation, SECOND);
        assertThat(trials).isPositive();
        assertThat(emptyCalls).isEqualTo(64 * trials);
        long before = emptyCalls;
        nanosOfATrial = MILLISECOND / 10;
        work(operation, SECOND);
        assertThat(operation.kernel()).isEqualTo("vector");
        assertThat(emptyCalls).isEqualTo(before);
    }

    @Test
    void vectorCodeTakesOverWhereEachCallIsShorterThanTheStepsOfTheClock() {
        TieredOperation<String> operation = new TieredOperation<>("scalar", () -> "vector",
                (kernel, units) -> () -> now += units * MICROSECOND / 100, () -> now / MICROSECOND * MICROSECOND);
        for (long end = now + SECOND; now < end && operation.isStandIn();) {
            long start = operation.start();
            now += MICROSECOND / 4;
            operation.end(1, start);
        }
        assertThat(operation.kernel()).isEqualTo("vector");
    }

    /** Each thread has a clock of its own, so that what it measures is true whatever the others do. */
    @Test
    void threadsThatRaceDoNotTakeScalarCodeForFasterThanItIs() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            ThreadLocal<long[]> clock = ThreadLocal.withInitial(() -> new long[1]);
            TieredOperation<String> operation = new TieredOperation<>("scalar", () -> "vector",
                    (kernel, units) -> () -> clock.get()[0] += units * 2 * MICROSECOND, () -> clock.get()[0]);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    long[] time = clock.get();
                    for (int call = 0; call < 1_000_000 && operation.isStandIn(); call++) {
                        long start = operation.start();
                        time[0] += MICROSECOND;
                        operation.end(1, start);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(operation.kernel()).isEqualTo("vector");
        }
    }

    @Test
    void wantOfMemoryEndsATrialAndNotTheCall() {
        nanosOfATrial = MILLISECOND / 10;
        long[] attempts = {0};
        TieredOperation<String> operation = operation(() -> {
            if (++attempts[0] < 3) {
                throw new OutOfMemoryError("for this test");
            }
            return "vector";
        });
        work(operation, SECOND);
        assertThat(attempts[0]).isEqualTo(3);
        assertThat(operation.kernel()).isEqualTo("vector");
    }

    @Test
    void whatTheVirtualMachineRefusesIsNotTriedAgain() {
        long[] attempts = {0};
        TieredOperation<String> operation = operation(() -> {
            attempts[0]++;
            throw new NoClassDefFoundError("for this test");
        });
        work(operation, SECOND);
        assertThat(attempts[0]).isEqualTo(1);
        assertThat(operation.kernel()).isEqualTo("scalar");
    }

    @Test
    void scalarCodeCountsAsStandInUntilVectorCodeTakesOver() {
        int before = StandIn.count();
        nanosOfATrial = 100 * MILLISECOND;
        TieredOperation<String> operation = operation(() -> "vector");
        assertThat(StandIn.count()).isEqualTo(before);
        work(operation, SECOND);
        assertThat(StandIn.count()).isEqualTo(before + 1);
        nanosOfATrial = MILLISECOND / 10;
        work(operation, SECOND);
        assertThat(StandIn.count()).isEqualTo(before);
    }

    @Test
    void scalarCodeThatStaysIsNoStandIn() {
        int before = StandIn.count();
        work(operation(() -> {
            throw new NoClassDefFoundError("for this test");
        }), SECOND);
        assertThat(StandIn.count()).isEqualTo(before);
    }
}
