package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.init.Constant;
import dev.evenkeel.init.DeltaOrthogonal;
import dev.evenkeel.init.Dirac;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.ForgetGateBias;
import dev.evenkeel.init.Identity;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be sent to other JVMs arrives as it was, or is refused. */
@Tag("once")
class SerializedFormsTest {
    static List<Initializer> schemes() {
        List<Initializer> schemes = new ArrayList<>(Initializers.all());
        schemes.addAll(
                List.of(VarianceScaling.HE_TRUNCATED.before(Activation.TANH).with(FanMode.OUT), new Sparse(7, 0.3),
                        new FixedDistribution("mine", Distribution.truncatedNormal(0, 0.02), "a purpose", "a source"),
                        new FixedDistribution("flat", Distribution.uniform(-0.1, 0.1), "", ""), Constant.of(-0f),
                        new Orthogonal(1.5), new DeltaOrthogonal(2, List.of(3, 1, 5)), new Dirac(2, List.of(3)),
                        new Identity(0.5f), new ForgetGateBias(2, 3)));
        return schemes;
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void aSchemeArrivesAsItWas(Initializer scheme) throws Exception {
        assertThat(read(bytes(scheme))).isEqualTo(scheme).isNotSameAs(scheme);
    }

    @Test
    void aSeedGivesTheSameWordsWhereItArrives() throws Exception {
        for (RandomStream.Seed seed : List.of(RandomStream.philox(-42), RandomStream.splitMix(Long.MIN_VALUE))) {
            RandomStream.Seed arrived = (RandomStream.Seed) read(bytes(seed));
            RandomStream stream = arrived.stream("head");
            assertThat(stream).hasToString(seed.stream("head").toString());
            assertThat(stream.gaussian(99)).isEqualTo(seed.stream("head").gaussian(99));
        }
    }

    @Test
    void momentsArriveWithTheirBits() throws Exception {
        Moments moments = new Moments(5, new double[] {-0.0, Double.NaN, 1 / 3d}, new double[] {0, Double.NaN, 1e300});
        Moments arrived = (Moments) read(bytes(moments));
        assertThat(arrived.count()).isEqualTo(5);
        assertThat(arrived.mean()).isEqualTo(moments.mean()).isNotSameAs(moments.mean());
        assertThat(arrived.m2()).isEqualTo(moments.m2()).isNotSameAs(moments.m2());
        assertThat(((Moments) read(bytes(new Moments(0)))).channels()).isZero();
    }

    @Test
    void gradientSumsArriveWithTheirBits() throws Exception {
        GradientSums sums = new GradientSums(new double[] {-0.0, Double.POSITIVE_INFINITY}, new double[] {4e-324, 2});
        GradientSums arrived = (GradientSums) read(bytes(sums));
        assertThat(arrived.dy()).isEqualTo(sums.dy()).isNotSameAs(sums.dy());
        assertThat(arrived.dyTimesDeviation()).isEqualTo(sums.dyTimesDeviation());
    }

    @Test
    void aStreamWithANegativeCountIsRefused() throws Exception {
        byte[] hostile = replaced(bytes(new Moments(0x0102030405060708L, new double[2], new double[2])),
                longBytes(0x0102030405060708L), longBytes(-1));
        assertRefused(hostile, "count must be at least 0");
    }

    @Test
    void aStreamWithUnequalLengthsIsRefused() throws Exception {
        assertRefused(withoutLastDouble(bytes(new Moments(3, new double[2], new double[2]))), "mean as long as m2");
        assertRefused(withoutLastDouble(bytes(new GradientSums(new double[2], new double[2]))), "a value per channel");
    }

    @Test
    void aStreamThatLeavesTheFormOutIsRefused() throws Exception {
        for (Object object : List.of(new Moments(2), new GradientSums(2), RandomStream.philox(1),
                Distribution.normal(0, 1))) {
            String name = object.getClass().getName();
            byte[] hostile = replaced(bytes(object), utf(name + "$Form"), utf(name));
            assertRefused(hostile, "by its serialized form only", "by their serialized form only");
        }
    }

    @Test
    void aStreamWithAnUnknownGeneratorIsRefused() throws Exception {
        assertRefused(replaced(bytes(RandomStream.philox(3)), utf("PHILOX"), utf("PHILEX")), "PHILEX");
    }

    @Test
    void aStreamWithParametersThatNobodyMayGiveIsRefused() throws Exception {
        assertRefused(replaced(bytes(Distribution.normal(0, 0.125)), doubleBytes(0.125), doubleBytes(-0.125)),
                "positive deviation");
        VarianceScaling scheme = new VarianceScaling("mine", 1.625, FanMode.IN, DistributionFamily.NORMAL, "", "");
        assertRefused(replaced(bytes(scheme), doubleBytes(1.625), doubleBytes(Double.NaN)), "scale must be positive");
        assertRefused(replaced(bytes(new Sparse(3, 1.625)), doubleBytes(1.625), doubleBytes(-1)), "deviation");
        assertRefused(replaced(bytes(new Orthogonal(1.625)), doubleBytes(1.625), doubleBytes(0)), "gain");
    }

    private static void assertRefused(byte[] stream, String... oneOf) {
        assertThatThrownBy(() -> read(stream)).isInstanceOf(InvalidObjectException.class)
                .satisfies(refusal -> assertThat(oneOf).anyMatch(refusal.getMessage()::contains));
    }

    private static byte[] bytes(Object object) throws IOException {
        assertThat(object).isInstanceOf(Serializable.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readObject();
        }
    }

    /** Of the last array, which ends the stream: its length is the int before its elements. */
    private static byte[] withoutLastDouble(byte[] stream) {
        ByteBuffer shorter =
                ByteBuffer.allocate(stream.length - Double.BYTES).put(stream, 0, stream.length - Double.BYTES);
        int length = stream.length - 2 * Double.BYTES - Integer.BYTES;
        assertThat(shorter.getInt(length)).isEqualTo(2);
        return shorter.putInt(length, 1).array();
    }

    private static byte[] replaced(byte[] stream, byte[] old, byte[] other) {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        String from = new String(old, StandardCharsets.ISO_8859_1);
        assertThat(text).containsOnlyOnce(from);
        return text.replace(from, new String(other, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf(String text) {
        return ByteBuffer.allocate(2 + text.length()).putShort((short) text.length())
                .put(text.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] doubleBytes(double value) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(value).array();
    }
}
