package dev.evenkeel.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class GuidedScheduleTest {
    @Test
    void tasksFollowEachOtherAndLeaveNothingOut() {
        for (int threads = 2; threads <= 9; threads++) {
            for (int units = 1; units <= 300; units++) {
                GuidedSchedule shares = shares(units, threads);
                assertThat(shares.start(0)).isZero();
                for (int task = 0; task < shares.count(); task++) {
                    assertThat(shares.start(task + 1)).isGreaterThan(shares.start(task));
                }
                assertThat(shares.start(shares.count())).isEqualTo(units);
            }
        }
    }

    @Test
    void noTaskIsLargerThanTheOneBefore() {
        for (int units = 1; units <= 300; units++) {
            assertThat(sizes(units, 2)).isSortedAccordingTo((a, b) -> b - a);
        }
    }

    @Test
    void sixteenUnitsForTwoThreads() {
        assertThat(sizes(16, 2)).containsExactly(6, 4, 2, 2, 2);
    }

    @Test
    void thereAreAsManyTasksAsThreadsOrUnits() {
        for (int threads = 2; threads <= 9; threads++) {
            for (int units = 1; units <= 300; units++) {
                assertThat(shares(units, threads).count()).isGreaterThanOrEqualTo(Math.min(threads, units));
            }
        }
    }

    @Test
    void anyNumberOfThreadsWillDo() {
        for (int threads : new int[] {1 << 29, 1 << 30, Integer.MAX_VALUE}) {
            assertThat(sizes(3, threads)).containsExactly(1, 1, 1);
        }
        GuidedSchedule many = shares(Integer.MAX_VALUE, 2);
        assertThat(many.start(1)).isEqualTo(715_827_883);
        assertThat(many.start(many.count())).isEqualTo(Integer.MAX_VALUE);
    }

    private static GuidedSchedule shares(int units, int threads) {
        GuidedSchedule shares = new GuidedSchedule();
        shares.set(units, threads);
        return shares;
    }

    private static List<Integer> sizes(int units, int threads) {
        GuidedSchedule shares = shares(units, threads);
        List<Integer> sizes = new ArrayList<>();
        for (int task = 0; task < shares.count(); task++) {
            sizes.add(shares.start(task + 1) - shares.start(task));
        }
        return sizes;
    }
}
