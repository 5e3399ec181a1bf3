package dev.evenkeel.netlib;

import java.util.Objects;

/** Checks in the order and in the words of netlib, which are those of BLAS's own error exit. */
public final class Arguments {
    private Arguments() {}

    /** Refuses a parameter by its number, counted as BLAS counts. */
    public static void require(String routine, int parameter, boolean isLegal) {
        if (!isLegal) {
            throw new IllegalArgumentException("** On entry to '" + routine + "' parameter number " + parameter
                    + " had an illegal value");
        }
    }

    /** True for T and C, false for N. Like BLAS it reads the first letter alone, in either case. */
    public static boolean isTransposed(String routine, int parameter, String trans) {
        char letter = letter(trans);
        require(routine, parameter, letter == 'N' || letter == 'T' || letter == 'C');
        return letter != 'N';
    }

    /** True for U, false for L. */
    public static boolean isUpper(String routine, int parameter, String uplo) {
        char letter = letter(uplo);
        require(routine, parameter, letter == 'U' || letter == 'L');
        return letter == 'U';
    }

    /** The sizes of a product. */
    public static void requireProduct(String routine, boolean transposesA, boolean transposesB, int m, int n, int k,
            int lda, int ldb, int ldc) {
        require(routine, 3, m >= 0);
        require(routine, 4, n >= 0);
        require(routine, 5, k >= 0);
        require(routine, 8, lda >= Math.max(1, transposesA ? k : m));
        require(routine, 10, ldb >= Math.max(1, transposesB ? n : k));
        require(routine, 13, ldc >= Math.max(1, m));
    }

    /** The sizes of a symmetric rank-k update. */
    public static void requireSymmetricUpdate(String routine, boolean transposes, int n, int k, int lda, int ldc) {
        require(routine, 3, n >= 0);
        require(routine, 4, k >= 0);
        require(routine, 7, lda >= Math.max(1, transposes ? k : n));
        require(routine, 10, ldc >= Math.max(1, n));
    }

    /** The sizes of a symmetric rank-2k update. */
    public static void requireSecondUpdate(String routine, boolean transposes, int n, int k, int lda, int ldb,
            int ldc) {
        require(routine, 3, n >= 0);
        require(routine, 4, k >= 0);
        require(routine, 7, lda >= Math.max(1, transposes ? k : n));
        require(routine, 9, ldb >= Math.max(1, transposes ? k : n));
        require(routine, 12, ldc >= Math.max(1, n));
    }

    /** What a triangular product or solution is asked for. */
    public static void requireTriangular(String routine, String side, String uplo, String transa, String diag, int m,
            int n, int lda, int ldb) {
        boolean isLeft = letter(side) == 'L';
        require(routine, 1, isLeft || letter(side) == 'R');
        isUpper(routine, 2, uplo);
        isTransposed(routine, 3, transa);
        require(routine, 4, letter(diag) == 'U' || letter(diag) == 'N');
        require(routine, 5, m >= 0);
        require(routine, 6, n >= 0);
        require(routine, 9, lda >= Math.max(1, isLeft ? m : n));
        require(routine, 11, ldb >= Math.max(1, m));
    }

    private static char letter(String text) {
        return text.isEmpty() ? ' ' : Character.toUpperCase(text.charAt(0));
    }

    /** Refuses a matrix in columns, neither dimension 0, that does not lie within an array. */
    public static void requireWithin(int length, int offset, int rows, int cols, int leadingDimension) {
        long last = offset + (cols - 1L) * leadingDimension + rows - 1;
        Objects.checkIndex(offset, length);
        Objects.checkIndex(last, (long) length);
    }
}
