package dev.evenkeel.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Cells of a triangle cover it once, and are even enough for their threads. */
class TriangleScheduleTest {
    @Test
    void everyElementOfTheTriangleIsInOneCell() {
        for (boolean isLower : new boolean[] {true, false}) {
            for (int n : new int[] {1, 2, 15, 16, 17, 64, 65, 100, 131, 400}) {
                for (int unit : new int[] {1, 8, 64}) {
                    for (int threads : new int[] {1, 2, 3, 7, 64}) {
                        TriangleSchedule schedule = schedule(isLower, n, unit, threads);
                        int[][] counts = counts(schedule, n);
                        for (int i = 0; i < n; i++) {
                            for (int j = 0; j < n; j++) {
                                boolean isInside = isLower ? i >= j : i <= j;
                                assertThat(counts[i][j]).as("(%d, %d) of %d, unit %d, %d threads", i, j, n, unit,
                                        threads).isLessThanOrEqualTo(1).isGreaterThanOrEqualTo(isInside ? 1 : 0);
                            }
                        }
                    }
                }
            }
        }
    }

    private static int[][] counts(TriangleSchedule schedule, int n) {
        int[][] counts = new int[n][n];
        for (int index = 0; index < schedule.count(); index++) {
            for (int i = schedule.row(index); i < schedule.row(index) + schedule.rows(index); i++) {
                for (int j = schedule.column(index); j < schedule.column(index) + schedule.columns(index); j++) {
                    counts[i][j]++;
                }
            }
        }
        return counts;
    }

    @Test
    void stripsBeginAtMultiplesOfTheUnit() {
        TriangleSchedule schedule = schedule(false, 1000, 64, 2);
        for (int index = 0; index < schedule.count(); index++) {
            assertThat(schedule.column(index) % 64).isZero();
        }
    }

    @Test
    void threadsThatTakeOneCellAfterTheOtherEndAtAboutTheSameTime() {
        for (boolean isLower : new boolean[] {true, false}) {
            for (int n : new int[] {128, 192, 256, 320, 1000, 1024, 5000}) {
                for (int threads : new int[] {2, 3, 7}) {
                    if (n < 64 * threads) {
                        continue;
                    }
                    TriangleSchedule schedule = schedule(isLower, n, 64, threads);
                    double[] busy = new double[threads];
                    for (int index = 0; index < schedule.count(); index++) {
                        Arrays.sort(busy);
                        busy[0] += elements(schedule, index, isLower);
                    }
                    Arrays.sort(busy);
                    assertThat(busy[threads - 1]).as("n %d, %d threads", n, threads)
                            .isLessThan(1.15 * (n * (n + 1.0) / 2) / threads);
                }
            }
        }
    }

    @Test
    void cellsOfAnEarlierTriangleAreForgotten() {
        TriangleSchedule schedule = schedule(true, 5000, 8, 64);
        int many = schedule.count();
        schedule.set(true, 100, 64, 2);
        assertThat(schedule.count()).isLessThan(many);
        assertThat(counts(schedule, 100)[99][0]).isEqualTo(1);
    }

    private static TriangleSchedule schedule(boolean isLower, int n, int unit, int threads) {
        TriangleSchedule schedule = new TriangleSchedule();
        schedule.set(isLower, n, unit, threads);
        return schedule;
    }

    private static double elements(TriangleSchedule schedule, int index, boolean isLower) {
        int column = schedule.column(index);
        int columns = schedule.columns(index);
        int row = schedule.row(index);
        int elements = 0;
        for (int i = row; i < row + schedule.rows(index); i++) {
            elements +=
                    Math.max(0, isLower ? Math.min(i - column + 1, columns) : column + columns - Math.max(i, column));
        }
        return elements;
    }
}
