package dev.evenkeel.internal.exec;

import java.util.Arrays;

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

    private static final int NUMBERS_OF_A_CELL = 4;

    private int count;

    /** Row, rows, column and columns of each cell, kept from one triangle to the next. */
    private int[] cells = new int[16 * NUMBERS_OF_A_CELL];

    /** The part of each cell that lies in the triangle, in elements. */
    private double[] elements = new double[16];

    /**
     * Cuts the triangle of an n × n square.
     *
     * @param unit columns of a strip are a multiple of it but for the last strip's
     */
    public void set(boolean isLower, int n, int unit, int threads) {
        count = 0;
        int units = Math.ceilDiv(n, unit);
        int width = (int) Math.min(n, (long) Math.max(1, units / (STRIPS_PER_THREAD * threads)) * unit);
        double share = 0.5 * n * n / threads;
        for (int column = 0; n - column > 0; column += width) {
            int columns = Math.min(width, n - column);
            int row = isLower ? column : 0;
            int rows = isLower ? n - column : column + columns;
            int parts = parts(columns * (rows - 0.5 * columns), rows, share);
            for (int part = 0; part < parts; part++) {
                int first = (int) ((long) rows * part / parts);
                int end = (int) ((long) rows * (part + 1) / parts);
                add(isLower, row + first, end - first, column, columns);
            }
        }
    }

    private static int parts(double elements, int rows, double share) {
        return elements <= share ? 1
                : Math.clamp((long) Math.ceil(elements / share * PARTS_OF_A_SHARE), 1, Math.max(1, rows / LEAST_ROWS));
    }

    /** Adds a cell behind those that are at least as large. */
    private void add(boolean isLower, int row, int rows, int column, int columns) {
        if (count == elements.length) {
            elements = Arrays.copyOf(elements, 2 * count);
            cells = Arrays.copyOf(cells, 2 * count * NUMBERS_OF_A_CELL);
        }
        double size = elements(isLower, row, rows, column, columns);
        int at = count++;
        for (; at > 0 && elements[at - 1] < size; at--) {
            elements[at] = elements[at - 1];
            System.arraycopy(cells, (at - 1) * NUMBERS_OF_A_CELL, cells, at * NUMBERS_OF_A_CELL, NUMBERS_OF_A_CELL);
        }
        elements[at] = size;
        cells[at * NUMBERS_OF_A_CELL] = row;
        cells[at * NUMBERS_OF_A_CELL + 1] = rows;
        cells[at * NUMBERS_OF_A_CELL + 2] = column;
        cells[at * NUMBERS_OF_A_CELL + 3] = columns;
    }

    /** How many elements of a rectangle lie in the triangle. */
    private static double elements(boolean isLower, int row, int rows, int column, int columns) {
        double sum = 0;
        for (int j = column; j < column + columns; j++) {
            sum += Math.clamp(isLower ? (double) row + rows - j : j + 1.0 - row, 0, rows);
        }
        return sum;
    }

    /** Number of cells. */
    public int count() {
        return count;
    }

    /** First row of a cell: a rectangle of the square, of which the part in the triangle is meant. */
    public int row(int cell) {
        return cells[cell * NUMBERS_OF_A_CELL];
    }

    /** Its number of rows. */
    public int rows(int cell) {
        return cells[cell * NUMBERS_OF_A_CELL + 1];
    }

    /** Its first column. */
    public int column(int cell) {
        return cells[cell * NUMBERS_OF_A_CELL + 2];
    }

    /** Its number of columns. */
    public int columns(int cell) {
        return cells[cell * NUMBERS_OF_A_CELL + 3];
    }
}
