package dev.evenkeel.internal.kernel.training;

/** The specification, which works everywhere. */
public final class ScalarUpdate implements UpdateKernel {
    @Override
    public void descent(Parameters p, int from, int to, Rates by) {
        for (int i = from; i < to; i++) {
            store(p, i, gradient(p, i, by), by);
        }
    }

    @Override
    public void momentum(Parameters p, int from, int to, Rates by) {
        for (int i = from; i < to; i++) {
            float velocity = Math.fma(by.momentum, p.first[p.firstAt + i], gradient(p, i, by));
            p.first[p.firstAt + i] = velocity;
            store(p, i, velocity, by);
        }
    }

    @Override
    public void nesterov(Parameters p, int from, int to, Rates by) {
        for (int i = from; i < to; i++) {
            float g = gradient(p, i, by);
            float velocity = Math.fma(by.momentum, p.first[p.firstAt + i], g);
            p.first[p.firstAt + i] = velocity;
            store(p, i, Math.fma(by.momentum, velocity, g), by);
        }
    }

    @Override
    public void rmsProp(Parameters p, int from, int to, Rates by) {
        for (int i = from; i < to; i++) {
            store(p, i, normalized(p, i, by), by);
        }
    }

    @Override
    public void rmsPropMomentum(Parameters p, int from, int to, Rates by) {
        for (int i = from; i < to; i++) {
            float velocity = Math.fma(by.momentum, p.second[p.secondAt + i], normalized(p, i, by));
            p.second[p.secondAt + i] = velocity;
            store(p, i, velocity, by);
        }
    }

    @Override
    public void adam(Parameters p, int from, int to, Rates by) {
        for (int i = from; i < to; i++) {
            float g = gradient(p, i, by);
            float before = p.first[p.firstAt + i];
            float mean = Math.fma(by.freshMean, g - before, before);
            float squares = Math.fma(by.freshSquares * g, g, by.oldSquares * p.second[p.secondAt + i]);
            p.first[p.firstAt + i] = mean;
            p.second[p.secondAt + i] = squares;
            store(p, i, mean / Math.fma((float) Math.sqrt(squares), by.correction, by.epsilon), by);
        }
    }

    private static float gradient(Parameters p, int i, Rates by) {
        return Math.fma(by.decay, p.weights[p.weightsAt + i], p.gradient[p.gradientAt + i] * by.scale);
    }

    /** The gradient over the root of the mean of squares, which it has joined. */
    private static float normalized(Parameters p, int i, Rates by) {
        float g = gradient(p, i, by);
        float squares = Math.fma(by.freshSquares * g, g, by.oldSquares * p.first[p.firstAt + i]);
        p.first[p.firstAt + i] = squares;
        return g / Math.fma((float) Math.sqrt(squares), by.correction, by.epsilon);
    }

    private static void store(Parameters p, int i, float step, Rates by) {
        p.weights[p.weightsAt + i] = Math.fma(-by.rate, step, p.weights[p.weightsAt + i] * by.keep);
    }
}
