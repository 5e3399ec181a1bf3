package dev.evenkeel.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.internal.exec.TriangleSchedule.Cell;
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
                        TriangleSchedule schedule = new TriangleSchedule(isLower, n, unit, threads);
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
            Cell cell = schedule.cell(index);
            for (int i = cell.row(); i < cell.row() + cell.rows(); i++) {
                for (int j = cell.column(); j < cell.column() + cell.columns(); j++) {
                    counts[i][j]++;
                }
            }
        }
        return counts;
    }

    @Test
    void stripsBeginAtMultiplesOfTheUnit() {
        TriangleSchedule schedule = new TriangleSchedule(false, 1000, 64, 2);
        for (int index = 0; index < schedule.count(); index++) {
            assertThat(schedule.cell(index).column() % 64).isZero();
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
                    TriangleSchedule schedule = new TriangleSchedule(isLower, n, 64, threads);
                    double[] busy = new double[threads];
                    for (int index = 0; index < schedule.count(); index++) {
                        Arrays.sort(busy);
                        busy[0] += elements(schedule.cell(index), isLower);
                    }
                    Arrays.sort(busy);
                    assertThat(busy[threads - 1]).as("n %d, %d threads", n, threads)
                            .isLessThan(1.15 * (n * (n + 1.0) / 2) / threads);
                }
            }
        }
    }

    private static double elements(Cell cell, boolean isLower) {
        double elements = 0;
        for (int i = cell.row(); i < cell.row() + cell.rows(); i++) {
            int inside = isLower ? Math.min(i - cell.column() + 1, cell.columns())
                    : cell.column() + cell.columns() - Math.max(i, cell.column());
            elements += Math.max(0, inside);
        }
        return elements;
    }
}
