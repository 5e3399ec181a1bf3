package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formula that a scheme prints is the mean square that it promises. */
@Tag("once")
class FormulaTest {
    /** Digits of a factor that is printed with three. */
    private static final double PRINTED = 5e-3;

    record Row(Initializer scheme, String formula, ToDoubleFunction<Weights> value) {}

    static Stream<Row> schemesWithTheirUsualParameters() {
        return Stream.of(new Row(Constant.ZEROS, "0", w -> 0), new Row(Constant.RELU_BIAS, "0.000100", w -> 1e-4),
                new Row(FixedDistribution.SMALL_RANDOM, "0.000100", w -> 1e-4),
                new Row(Sparse.MARTENS, "15/in", w -> 15 / in(w)),
                new Row(VarianceScaling.GLOROT_STANDARD, "1/(3·in)", w -> 1 / (3 * in(w))),
                new Row(VarianceScaling.GLOROT_UNIFORM, "2/(in + out)", w -> 2 / (in(w) + out(w))),
                new Row(VarianceScaling.GLOROT_NORMAL, "2/(in + out)", w -> 2 / (in(w) + out(w))),
                new Row(VarianceScaling.GLOROT_TRUNCATED, "2/(in + out)", w -> 2 / (in(w) + out(w))),
                new Row(VarianceScaling.HE_UNIFORM, "2/in", w -> 2 / in(w)),
                new Row(VarianceScaling.HE_NORMAL, "2/in", w -> 2 / in(w)),
                new Row(VarianceScaling.HE_TRUNCATED, "2/in", w -> 2 / in(w)),
                new Row(VarianceScaling.LECUN_UNIFORM, "1/in", w -> 1 / in(w)),
                new Row(VarianceScaling.LECUN_NORMAL, "1/in", w -> 1 / in(w)),
                new Row(VarianceScaling.LECUN_TRUNCATED, "1/in", w -> 1 / in(w)),
                new Row(Orthogonal.PLAIN, "1/max(rows, cols)", w -> 1 / longer(w)),
                new Row(DeltaOrthogonal.THREE_BY_THREE, "1/(out·k²)", w -> 1 / (w.unitCount() * 9d)),
                new Row(Identity.PLAIN, "1/max(rows, cols)", w -> 1 / longer(w)),
                new Row(Dirac.THREE_BY_THREE, "1/(max(in, out)·k²)",
                        w -> 1 / (Math.max(w.unitCount(), w.unitLength() / 9) * 9d)),
                new Row(ForgetGateBias.LSTM, "1/4", w -> 0.25));
    }

    static Stream<Row> schemesWithParametersOfTheirOwn() {
        return Stream.of(new Row(new Orthogonal(2), "4/max(rows, cols)", w -> 4 / longer(w)),
                new Row(new DeltaOrthogonal(0.5, List.of(3, 3)), "0.250/(out·k²)",
                        w -> 0.25 / (w.unitCount() * 9d)),
                new Row(new Identity(-3), "9/max(rows, cols)", w -> 9 / longer(w)),
                new Row(new Sparse(4, 0.5), "1/in", w -> 1 / in(w)),
                new Row(new Constant("large", 1e15f, "", ""), "1.00e+30", w -> 1e30),
                new Row(new FixedDistribution("wide", Distribution.normal(0, 3), "", ""), "9", w -> 9),
                new Row(VarianceScaling.HE_NORMAL.with(FanMode.OUT), "2/out", w -> 2 / out(w)),
                new Row(VarianceScaling.HE_NORMAL.with(FanMode.GEOMETRIC_AVERAGE), "2/√(in·out)",
                        w -> 2 / Math.sqrt(in(w) * out(w))),
                new Row(VarianceScaling.HE_NORMAL.withGain(0.5), "0.500/in", w -> 0.5 / in(w)),
                new Row(VarianceScaling.LECUN_TRUNCATED.uncorrected(), "0.774/in", w -> 0.774 / in(w)),
                new Row(new VarianceScaling("sixth", 1d / 6, FanMode.AVERAGE, DistributionFamily.UNIFORM, "", ""),
                        "1/(3·(in + out))", w -> 1 / (3 * (in(w) + out(w)))));
    }

    @ParameterizedTest
    @MethodSource({"schemesWithTheirUsualParameters", "schemesWithParametersOfTheirOwn"})
    void formulaAndMeanSquareAgree(Row row) {
        assertThat(row.scheme().formula()).isEqualTo(row.formula());
        int tried = 0;
        for (Weights weights : List.of(Weights.inputsByOutputs(zeros(180, 720)),
                Weights.outputsByInputs(zeros(720, 180)), Weights.convolution(zeros(128, 64 * 9), 64, 128, 1, 3, 3),
                Weights.convolution(zeros(128, 16 * 9), 64, 128, 4, 3, 3))) {
            if (row.scheme().accepts(weights)) {
                tried++;
                double expected = row.value().applyAsDouble(weights);
                assertThat(row.scheme().meanSquare(weights)).as("%s", weights.fans())
                        .isCloseTo(expected, offset(expected * PRINTED));
            }
        }
        assertThat(tried).isPositive();
    }

    @Test
    void everySchemeHasARow() {
        assertThat(schemesWithTheirUsualParameters().map(Row::scheme)).isEqualTo(Initializers.all());
    }

    private static double in(Weights weights) {
        return weights.fans().in();
    }

    private static double out(Weights weights) {
        return weights.fans().out();
    }

    private static double longer(Weights weights) {
        return Math.max(weights.matrix().rows(), weights.matrix().cols());
    }
}
