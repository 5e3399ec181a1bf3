package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against values computed with 60 digits from the formulas alone: the functions, and what other tests compare with. */
@Tag("once")
class ActivationReferenceTest {
    /** Float64 formulas lose the most where a normal distribution function's argument is squared. */
    private static final double REFERENCE_ERROR = 1e-12;

    private record Line(String name, float x, double value, double derivative) {
        static Line parse(String line) {
            String[] field = line.split(" ");
            return new Line(field[0], Float.parseFloat(field[1]), Double.parseDouble(field[2]),
                    Double.parseDouble(field[3]));
        }
    }

    private static List<Line> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ActivationReferenceTest.class.getResourceAsStream("activations.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).map(Line::parse).toList();
        }
    }

    private static ActivationPromise promise(String name) {
        return ActivationPromise.all().stream().filter(promise -> promise.activation().name().equals(name)).findFirst()
                .orElseThrow();
    }

    @Test
    void theFormulasThatOtherTestsCompareWithAreRight() throws IOException {
        for (Line line : lines()) {
            ActivationPromise promise = promise(line.name);
            near(promise.value().applyAsDouble(line.x), line.value, line);
            boolean isBesideZero = Math.abs(line.x - promise.zero()) < 0.5;
            double derivative = promise.derivative().applyAsDouble(line.x);
            near(isBesideZero ? derivative + 1 : derivative, isBesideZero ? line.derivative + 1 : line.derivative,
                    line);
        }
    }

    private static void near(double actual, double expected, Line line) {
        assertThat(Math.abs(actual - expected)).as("%s", line)
                .isLessThanOrEqualTo(REFERENCE_ERROR * Math.abs(expected) + 1e-60);
    }

    @Test
    void errorsAreWithinTheirBounds() throws IOException {
        for (Line line : lines()) {
            ActivationPromise promise = promise(line.name);
            promise.checkValue(line.x, promise.activation().value(line.x), line.value);
            promise.checkDerivative(line.x, promise.activation().derivative(line.x), line.derivative);
        }
    }
}
