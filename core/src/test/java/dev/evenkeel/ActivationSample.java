package dev.evenkeel;

import java.util.Random;
import java.util.stream.Stream;

/** Arguments for activations: every exponent, and every float near a place where a formula changes its shape. */
final class ActivationSample {
    private ActivationSample() {}

    static float[] floats() {
        int perExponent = 200;
        Random random = new Random(20250101);
        // Where a range is clamped, a scaled exponent bottoms out, or 1 + |x| changes its binade.
        double[] turningPoints = {0.5, 1, 2, 10, 53, 106, 0x1p24, 0x1p25, 0x1p64, 0x1p76};
        var floats = Stream.<Float>builder();
        for (int exponent = 0; exponent < 255; exponent++) {
            int start = exponent << Float.PRECISION - 1;
            floats.add(Float.intBitsToFloat(start));
            for (int i = 0; i < perExponent; i++) {
                floats.add(Float.intBitsToFloat(start | random.nextInt(1 << Float.PRECISION - 1)));
            }
            floats.add(Math.nextDown(Float.intBitsToFloat(start + (1 << Float.PRECISION - 1))));
        }
        for (int exponent = 120; exponent < 135; exponent++) {
            for (int i = 0; i < 20 * perExponent; i++) {
                int significand = random.nextInt(1 << Float.PRECISION - 1);
                floats.add(Float.intBitsToFloat(exponent << Float.PRECISION - 1 | significand));
            }
        }
        for (double point : turningPoints) {
            addNeighbours((float) point, floats);
        }
        // e^y changes its power of two where y is an odd multiple of ln 2 / 2; tanh reduces 2x.
        for (int odd = 1; odd < 320; odd += 2) {
            addNeighbours((float) (odd * StrictMath.log(2) / 2), floats);
            addNeighbours((float) (odd * StrictMath.log(2) / 4), floats);
        }
        return ofBothSigns(floats);
    }

    /** Where the exponential of the units beyond ReLU and tanh changes its power of four, and their ranges end. */
    static float[] turningPoints() {
        var floats = Stream.<Float>builder();
        for (double end : new double[] {Float.MIN_VALUE, Float.MIN_NORMAL, 6, 11, 15, 16.3, 17.4, 20, 40, 64, 104, 110,
            170}) {
            addNeighbours((float) end, floats);
        }
        for (int odd = 1; odd < 320; odd += 2) {
            addNeighbours((float) (odd * StrictMath.log(2)), floats);
            addNeighbours((float) StrictMath.sqrt(2 * odd * StrictMath.log(2)), floats);
        }
        return ofBothSigns(floats);
    }

    private static float[] ofBothSigns(Stream.Builder<Float> floats) {
        Float[] positive = floats.build().toArray(Float[]::new);
        float[] both = new float[2 * positive.length];
        for (int i = 0; i < positive.length; i++) {
            both[2 * i] = positive[i];
            both[2 * i + 1] = -positive[i];
        }
        return both;
    }

    private static void addNeighbours(float point, Stream.Builder<Float> floats) {
        int bits = Float.floatToRawIntBits(point);
        for (int i = Math.max(-16, -bits); i <= 16; i++) {
            floats.add(Float.intBitsToFloat(bits + i));
        }
    }
}
