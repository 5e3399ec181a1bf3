package dev.evenkeel.testing;

import java.util.Arrays;

/** Ways to lay out the elements of a matrix in its storage. */
public enum Layout {
    ROWS,
    ROWS_APART,
    ROWS_AT_POWERS_OF_TWO,
    COLUMNS,
    COLUMNS_APART,
    COLUMNS_AT_POWERS_OF_TWO,
    SCATTERED_ROWS,
    SCATTERED_COLUMNS,
    UPSIDE_DOWN,
    MIRRORED,
    ROTATED,
    ONE_ROW_REPEATED,
    ONE_COLUMN_REPEATED,
    ONE_ELEMENT_REPEATED,
    SLIDING_WINDOW;

    int rowStride(int rows, int cols) {
        return switch (this) {
            case ROWS -> cols;
            case ROWS_APART, MIRRORED -> cols + 3;
            case ROWS_AT_POWERS_OF_TWO -> roundUp(cols);
            case COLUMNS, COLUMNS_APART, COLUMNS_AT_POWERS_OF_TWO, ONE_COLUMN_REPEATED, SLIDING_WINDOW -> 1;
            case SCATTERED_ROWS -> 3 * cols + 1;
            case SCATTERED_COLUMNS -> 2;
            case UPSIDE_DOWN -> -(cols + 1);
            case ROTATED -> -(2 * cols);
            case ONE_ROW_REPEATED, ONE_ELEMENT_REPEATED -> 0;
        };
    }

    int colStride(int rows, int cols) {
        return switch (this) {
            case ROWS, ROWS_APART, ROWS_AT_POWERS_OF_TWO, UPSIDE_DOWN, ONE_ROW_REPEATED, SLIDING_WINDOW -> 1;
            case COLUMNS -> rows;
            case COLUMNS_APART -> rows + 5;
            case COLUMNS_AT_POWERS_OF_TWO -> roundUp(rows);
            case SCATTERED_ROWS -> 3;
            case SCATTERED_COLUMNS -> 2 * rows + 1;
            case MIRRORED -> -1;
            case ROTATED -> -2;
            case ONE_COLUMN_REPEATED, ONE_ELEMENT_REPEATED -> 0;
        };
    }

    /** Whether every element has a place of its own, as outputs need. */
    boolean separate() {
        return switch (this) {
            case ONE_ROW_REPEATED, ONE_COLUMN_REPEATED, ONE_ELEMENT_REPEATED, SLIDING_WINDOW -> false;
            default -> true;
        };
    }

    /** Layouts that outputs may have. */
    public static Layout[] outputs() {
        return Arrays.stream(values()).filter(Layout::separate).toArray(Layout[]::new);
    }

    private static int roundUp(int length) {
        return Math.max(1, (length + 511) / 512) * 512;
    }
}
