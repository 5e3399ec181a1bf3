package dev.evenkeel.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.testing.Executions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A caller's own loop: every index once, on as many threads as there may be, and with its exceptions. */
class RangesTest {
    @Test
    void everyIndexIsRunOnce() {
        try (Executions executions = new Executions()) {
            for (Execution execution : executions.all()) {
                for (int length : new int[] {0, 1, 7, 100, 1001}) {
                    for (int least : new int[] {1, 10, 5000}) {
                        AtomicIntegerArray runs = new AtomicIntegerArray(length);
                        execution.forEachRange(length, least, (from, to) -> {
                            assertThat(to - from).isPositive();
                            for (int i = from; i < to; i++) {
                                runs.incrementAndGet(i);
                            }
                        });
                        for (int i = 0; i < length; i++) {
                            assertThat(runs.get(i)).as("%s, %d of %d", execution, i, length).isEqualTo(1);
                        }
                    }
                }
            }
        }
    }

    @Test
    void noRangeIsShorterThanWasAskedForButTheLast() {
        try (Executions executions = new Executions()) {
            executions.withThreads(5).forEachRange(1003, 100, (from, to) -> {
                if (to < 1003) {
                    assertThat(to - from).isGreaterThanOrEqualTo(100);
                }
            });
            executions.withThreads(3).forEachRange(Integer.MAX_VALUE, 1,
                    (from, to) -> assertThat(to).isGreaterThan(from));
        }
    }

    @Test
    void nestedLoopsEndAndNoMoreThreadsWorkThanMay() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            Execution execution = Execution.on(pool, 3);
            execution.forEachRange(8, 1, (from, to) -> execution.forEachRange(50, 1, (a, b) -> {
                most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                LockSupport.parkNanos(50_000);
                busy.decrementAndGet();
            }));
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void anExceptionReachesTheCaller() {
        try (Executions executions = new Executions()) {
            for (Execution execution : executions.all()) {
                assertThatThrownBy(() -> execution.forEachRange(100, 1, (from, to) -> {
                    throw new ArithmeticException("at " + from);
                })).isInstanceOf(ArithmeticException.class).hasMessageContaining("at ");
            }
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        Execution execution = Execution.sequential();
        assertThatThrownBy(() -> execution.forEachRange(-1, 1, (from, to) -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1 and 1");
        assertThatThrownBy(() -> execution.forEachRange(1, 0, (from, to) -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 and 0");
        assertThatThrownBy(() -> execution.forEachRange(1, 1, null)).hasMessage("task");
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.close();
        assertThatThrownBy(() -> Execution.on(pool, 2).forEachRange(0, 1, (from, to) -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
