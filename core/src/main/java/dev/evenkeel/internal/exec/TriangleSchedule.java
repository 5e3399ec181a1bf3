package dev.evenkeel.internal.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts one triangle of a square into cells for threads, the largest first, so that small ones fill the end. Cells are
 * strips of whole columns of the triangle; a strip that would keep one thread too long is cut by rows.
 */
public final class TriangleSchedule {
    /** Strips per thread where there are columns enough: each is packed once. */
    private static final int STRIPS_PER_THREAD = 4;

    /** Parts of a thread's equal share into which a strip is cut that is larger than that share. */
    private static final int PARTS_OF_A_SHARE = 2;

    /** No strip is cut into fewer rows, because each part packs the strip's columns again. */
    private static final int LEAST_ROWS = 32;

    private final List<Cell> cells = new ArrayList<>();

    /** A rectangle of the square; its part in the triangle is meant. */
    public record Cell(int row, int rows, int column, int columns) {
        /** Elements in the lower triangle, but for half of the diagonal. */
        private double elementsBelow() {
            double sum = 0;
            for (int j = column; j < column + columns; j++) {
                sum += Math.clamp((double) row + rows - j - 0.5, 0, rows);
            }
            return sum;
        }

        /** The cell of the upper triangle that this one becomes if rows and columns count from their end. */
        private Cell reversed(int n) {
            return new Cell(n - row - rows, rows, n - column - columns, columns);
        }
    }

    /**
     * Cuts the triangle of an n × n square.
     *
     * @param unit columns of a strip are a multiple of it but for the last strip's
     */
    public TriangleSchedule(boolean isLower, int n, int unit, int threads) {
        int units = Math.ceilDiv(n, unit);
        int width = (int) Math.min(n, (long) Math.max(1, units / (STRIPS_PER_THREAD * threads)) * unit);
        double share = 0.5 * n * n / threads;
        for (int column = 0; n - column > 0; column += width) {
            int columns = Math.min(width, n - column);
            add(isLower ? new Cell(column, n - column, column, columns)
                    : new Cell(0, column + columns, column, columns), share);
        }
        cells.sort(Comparator.comparingDouble(
                (Cell cell) -> isLower ? cell.elementsBelow() : cell.reversed(n).elementsBelow()).reversed());
    }

    private void add(Cell strip, double share) {
        double elements = strip.columns * (strip.rows - 0.5 * strip.columns);
        int parts = elements <= share ? 1
                : Math.clamp((long) Math.ceil(elements / share * PARTS_OF_A_SHARE), 1,
                        Math.max(1, strip.rows / LEAST_ROWS));
        for (int part = 0; part < parts; part++) {
            int first = (int) ((long) strip.rows * part / parts);
            int end = (int) ((long) strip.rows * (part + 1) / parts);
            cells.add(new Cell(strip.row + first, end - first, strip.column, strip.columns));
        }
    }

    /** Number of cells. */
    public int count() {
        return cells.size();
    }

    /** One of them. */
    public Cell cell(int index) {
        return cells.get(index);
    }
}
