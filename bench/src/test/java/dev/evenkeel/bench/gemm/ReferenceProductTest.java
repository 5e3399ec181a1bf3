package dev.evenkeel.bench.gemm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceProductTest {
    /** Too many terms to check every element. */
    private static final Shape LARGE = Shape.parse("300x700x400");

    private static float[] productInFloats(Product product, Operands operands) {
        float[] c = operands.c().clone();
        for (int i = 0; i < product.m(); i++) {
            for (int j = 0; j < product.n(); j++) {
                float sum = 0;
                for (int p = 0; p < product.k(); p++) {
                    float a = operands.a()[product.transposition().transposesA() ? p * product.m() + i
                            : i * product.k() + p];
                    float b = operands.b()[product.transposition().transposesB() ? j * product.k() + p
                            : p * product.n() + j];
                    sum = Math.fma(a, b, sum);
                }
                float before = product.beta() == 0 ? 0 : product.beta() * c[i * product.n() + j];
                c[i * product.n() + j] = Math.fma(product.alpha(), sum, before);
            }
        }
        return c;
    }

    @ParameterizedTest
    @EnumSource(Transposition.class)
    void aFloatProductLiesWithinTheBound(Transposition transposition) {
        Product product = new Product(Shape.parse("17x23x41"), transposition, 1, 0.7f, -1);
        Operands operands = Operands.of(product);
        float[] result = productInFloats(product, operands);
        assertThatCode(() -> new ReferenceProduct(product, operands).check("me", result)).doesNotThrowAnyException();
    }

    @Test
    void oneWrongElementIsFound() {
        Product product = Product.of(Shape.square(20), Transposition.NN, 1);
        Operands operands = Operands.of(product);
        float[] result = productInFloats(product, operands);
        result[20 * 7 + 3] += 0.001f;
        assertThatThrownBy(() -> new ReferenceProduct(product, operands).check("me", result))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessageContaining("me").hasMessageContaining("(7, 3)").hasMessageContaining("20 NN");
    }

    @Test
    void notANumberIsFound() {
        Product product = Product.of(Shape.square(4), Transposition.NN, 1);
        Operands operands = Operands.of(product);
        float[] result = productInFloats(product, operands);
        result[5] = Float.NaN;
        assertThatThrownBy(() -> new ReferenceProduct(product, operands).check("me", result))
                .isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void aWrongLastRowOrColumnOfALargeProductIsFound() {
        Product product = Product.of(LARGE, Transposition.NT, 1);
        Operands operands = Operands.of(product);
        ReferenceProduct reference = new ReferenceProduct(product, operands);
        float[] right = productInFloats(product, operands);
        assertThatCode(() -> reference.check("me", right)).doesNotThrowAnyException();
        float[] wrongRow = right.clone();
        for (int j = 1; j < LARGE.n() - 1; j++) wrongRow[(LARGE.m() - 1) * LARGE.n() + j] = 0;
        assertThatThrownBy(() -> reference.check("me", wrongRow)).isInstanceOf(WrongAnswerException.class);
        float[] wrongColumn = right.clone();
        for (int i = 1; i < LARGE.m() - 1; i++) wrongColumn[i * LARGE.n() + LARGE.n() - 1] = 0;
        assertThatThrownBy(() -> reference.check("me", wrongColumn)).isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void aResultOfAnotherSizeIsRefused() {
        Product product = Product.of(Shape.square(4), Transposition.NN, 1);
        assertThatThrownBy(() -> new ReferenceProduct(product, Operands.of(product)).check("me", new float[15]))
                .hasMessageContaining("15 elements");
    }
}
