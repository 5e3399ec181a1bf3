package dev.evenkeel;

/** A matrix in words, and the values of its corners for people. */
final class MatrixText {
    /** Longest row or column that is printed whole. */
    private static final int WHOLE = 8;

    /** Values that are printed of each end of a longer one. */
    private static final int EDGE = 3;

    private MatrixText() {}

    /** One line, for messages: it reads no value, so that it can describe a view that reaches outside its storage. */
    static String description(MatrixView<?> m) {
        return m.shape() + " matrix (offset " + m.offset + ", strides " + m.rowStride + " and " + m.colStride + ", "
                + (m.array != null ? m.element() + "[]" : "segment") + ")";
    }

    /** The description, and below it a line per row; no values where this thread may not read them. */
    static String of(MatrixView<?> m) {
        StringBuilder text = new StringBuilder(description(m));
        if (m.isEmpty() || m.segment != null && !isReadable(m)) {
            return text.toString();
        }
        String[][] cells = new String[shown(m.rows)][shown(m.cols)];
        int width = 0;
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < cells[i].length; j++) {
                boolean isGap = isGap(i, m.rows) || isGap(j, m.cols);
                cells[i][j] = isGap ? "…" : m.text(place(i, m.rows), place(j, m.cols));
                width = Math.max(width, cells[i][j].length());
            }
        }
        for (String[] row : cells) {
            text.append('\n');
            for (String cell : row) {
                text.repeat(' ', width + 2 - cell.length()).append(cell);
            }
        }
        return text.toString();
    }

    private static boolean isReadable(MatrixView<?> m) {
        return m.segment.scope().isAlive() && m.segment.isAccessibleBy(Thread.currentThread());
    }

    private static int shown(int length) {
        return length <= WHOLE ? length : 2 * EDGE + 1;
    }

    private static boolean isGap(int at, int length) {
        return length > WHOLE && at == EDGE;
    }

    private static int place(int at, int length) {
        return length <= WHOLE || at < EDGE ? at : length - (2 * EDGE + 1) + at;
    }
}
