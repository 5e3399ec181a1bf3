package dev.evenkeel.netlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error exit that the testers of the Reference BLAS ask for, in netlib's words. */
class ErrorExitsTest {
    private static final int SIZE = 2;

    /**
     * Parameters by their kind, in BLAS's order: letters of side (S), triangle (U), transpose (T) and diagonal (D),
     * sizes (n), widths of bands (k), scalars (a), matrices (M) with leading dimension (l), packed ones (P), and
     * vectors (v) with increment (i). Each wrong one by itself is refused by its number.
     */
    @ParameterizedTest
    @CsvSource({"gemv, TnnaMlviavi", "gbmv, TnnkkaMlviavi", "symv, UnaMlviavi", "sbmv, UnkaMlviavi", "spmv, UnaPviavi",
        "trmv, UTDnMlvi", "trsv, UTDnMlvi", "tbmv, UTDnkMlvi", "tbsv, UTDnkMlvi", "tpmv, UTDnPvi", "tpsv, UTDnPvi",
        "ger, nnaviviMl", "syr, UnaviMl", "spr, UnaviP", "syr2, UnaviviMl", "spr2, UnaviviP", "gemm, TTnnkaMlMlaMl",
        "symm, SUnnaMlMlaMl", "trmm, SUTDnnaMlMl", "trsm, SUTDnnaMlMl", "syrk, UTnkaMlaMl", "syr2k, UTnkaMlMlaMl"})
    void everyIllegalParameterIsRefusedByItsNumber(String routine, String kinds) {
        for (Precision precision : Precision.values()) {
            for (int wrong = 0; wrong < kinds.length(); wrong++) {
                if ("STUDnkli".indexOf(kinds.charAt(wrong)) < 0) continue;
                Object[] arguments = arguments(kinds, wrong);
                assertThatThrownBy(() -> precision.call(routine, arguments)).isInstanceOf(
                        IllegalArgumentException.class).hasMessage(
                                "** On entry to '" + precision.name(routine)
                                        .toUpperCase(Locale.ROOT) + "' parameter number " + (wrong + 1)
                                        + " had an illegal value");
            }
        }
    }

    private static Object[] arguments(String kinds, int wrong) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            boolean isWrong = i == wrong;
            switch (kinds.charAt(i)) {
                case 'S', 'U' -> arguments.add(isWrong ? "/" : kinds.charAt(i) == 'S' ? "L" : "U");
                case 'T', 'D' -> arguments.add(isWrong ? "/" : "N");
                case 'n' -> arguments.add(isWrong ? -1 : SIZE);
                case 'k' -> arguments.add(isWrong ? -1 : 1);
                case 'a' -> arguments.add(1.0);
                case 'l' -> arguments.add(isWrong ? 0 : 2 * SIZE);
                case 'i' -> arguments.add(isWrong ? 0 : 1);
                default -> {
                    arguments.add(new double[100]);
                    arguments.add(0);
                }
            }
        }
        return arguments.toArray();
    }

    @ParameterizedTest
    @CsvSource({"N, N, 3, 2, 1, 8, 2, 1, 3", "T, N, 3, 2, 4, 8, 3, 4, 3", "N, T, 3, 2, 4, 10, 3, 1, 3",
        "N, N, 3, 2, 4, 10, 3, 3, 3", "T, T, 3, 2, 4, 10, 4, 1, 3", "N, N, 3, 2, 4, 13, 3, 4, 2"})
    void leadingDimensionsAreMeasuredByWhatIsTransposed(String ta, String tb, int m, int n, int k, int parameter,
            int lda, int ldb, int ldc) {
        for (Precision precision : Precision.values()) {
            assertThatThrownBy(() -> precision.call("gemm", ta, tb, m, n, k, 1.0, new double[99], 0, lda,
                    new double[99], 0, ldb, 0.0, new double[99], 0, ldc))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("parameter number " + parameter + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 6, 3", "5, 6, 4", "6, 5, 4", "0, 6, 4"})
    void arraysThatAreTooShortAreRefusedBeforeAnythingIsWritten(int lengthA, int lengthB, int lengthC) {
        for (Precision precision : Precision.values()) {
            double[] c = {7, 7, 7, 7};
            double[] part = Arrays.copyOf(c, lengthC);
            assertThatThrownBy(() -> precision.call("gemm", "N", "N", 2, 2, 3, 1.0, new double[lengthA], 0, 2,
                    new double[lengthB], 0, 3, 0.0, part, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(part).containsOnly(7);
        }
    }
}
