package dev.evenkeel.internal.kernel.training;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;

/** The SIMD twin of {@link ScalarUpdate}, which does what is narrower than a vector. */
public final class VectorUpdate implements UpdateKernel {
    private static final int LANES = FLOATS.length();

    private final ScalarUpdate narrow = new ScalarUpdate();

    /** Loads all classes that it works with. */
    public VectorUpdate() {
        Lanes.initialize();
    }

    @Override
    public void descent(Parameters p, int from, int to, Rates by) {
        if (to - from < LANES) {
            narrow.descent(p, from, to, by);
            return;
        }
        float[] weights = p.weights;
        int weightsAt = p.weightsAt;
        float[] gradient = p.gradient;
        int gradientAt = p.gradientAt;
        FloatVector scale = broadcast(FLOATS, by.scale);
        FloatVector decay = broadcast(FLOATS, by.decay);
        FloatVector keep = broadcast(FLOATS, by.keep);
        FloatVector minusRate = broadcast(FLOATS, -by.rate);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector w = FLOATS_CLASS.cast(fromArray(FLOATS, weights, weightsAt + i));
            FloatVector g = w.fma(decay,
                    FLOATS_CLASS.cast(fromArray(FLOATS, gradient, gradientAt + i)).mul(scale));
            FloatVector next = g.fma(minusRate, w.mul(keep));
            FLOATS_CLASS.cast(next).intoArray(weights, weightsAt + i);
        }
        narrow.descent(p, i, to, by);
    }

    @Override
    public void momentum(Parameters p, int from, int to, Rates by) {
        if (to - from < LANES) {
            narrow.momentum(p, from, to, by);
            return;
        }
        float[] weights = p.weights;
        int weightsAt = p.weightsAt;
        float[] gradient = p.gradient;
        int gradientAt = p.gradientAt;
        float[] first = p.first;
        int firstAt = p.firstAt;
        FloatVector scale = broadcast(FLOATS, by.scale);
        FloatVector decay = broadcast(FLOATS, by.decay);
        FloatVector keep = broadcast(FLOATS, by.keep);
        FloatVector minusRate = broadcast(FLOATS, -by.rate);
        FloatVector momentum = broadcast(FLOATS, by.momentum);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector w = FLOATS_CLASS.cast(fromArray(FLOATS, weights, weightsAt + i));
            FloatVector g = w.fma(decay,
                    FLOATS_CLASS.cast(fromArray(FLOATS, gradient, gradientAt + i)).mul(scale));
            FloatVector velocity =
                    FLOATS_CLASS.cast(fromArray(FLOATS, first, firstAt + i)).fma(momentum, g);
            FLOATS_CLASS.cast(velocity).intoArray(first, firstAt + i);
            FloatVector next = velocity.fma(minusRate, w.mul(keep));
            FLOATS_CLASS.cast(next).intoArray(weights, weightsAt + i);
        }
        narrow.momentum(p, i, to, by);
    }

    @Override
    public void nesterov(Parameters p, int from, int to, Rates by) {
        if (to - from < LANES) {
            narrow.nesterov(p, from, to, by);
            return;
        }
        float[] weights = p.weights;
        int weightsAt = p.weightsAt;
        float[] gradient = p.gradient;
        int gradientAt = p.gradientAt;
        float[] first = p.first;
        int firstAt = p.firstAt;
        FloatVector scale = broadcast(FLOATS, by.scale);
        FloatVector decay = broadcast(FLOATS, by.decay);
        FloatVector keep = broadcast(FLOATS, by.keep);
        FloatVector minusRate = broadcast(FLOATS, -by.rate);
        FloatVector momentum = broadcast(FLOATS, by.momentum);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector w = FLOATS_CLASS.cast(fromArray(FLOATS, weights, weightsAt + i));
            FloatVector g = w.fma(decay,
                    FLOATS_CLASS.cast(fromArray(FLOATS, gradient, gradientAt + i)).mul(scale));
            FloatVector velocity =
                    FLOATS_CLASS.cast(fromArray(FLOATS, first, firstAt + i)).fma(momentum, g);
            FLOATS_CLASS.cast(velocity).intoArray(first, firstAt + i);
            FloatVector next = velocity.fma(momentum, g).fma(minusRate, w.mul(keep));
            FLOATS_CLASS.cast(next).intoArray(weights, weightsAt + i);
        }
        narrow.nesterov(p, i, to, by);
    }

    @Override
    public void rmsProp(Parameters p, int from, int to, Rates by) {
        if (to - from < LANES) {
            narrow.rmsProp(p, from, to, by);
            return;
        }
        float[] weights = p.weights;
        int weightsAt = p.weightsAt;
        float[] gradient = p.gradient;
        int gradientAt = p.gradientAt;
        float[] first = p.first;
        int firstAt = p.firstAt;
        FloatVector scale = broadcast(FLOATS, by.scale);
        FloatVector decay = broadcast(FLOATS, by.decay);
        FloatVector keep = broadcast(FLOATS, by.keep);
        FloatVector minusRate = broadcast(FLOATS, -by.rate);
        FloatVector oldSquares = broadcast(FLOATS, by.oldSquares);
        FloatVector freshSquares = broadcast(FLOATS, by.freshSquares);
        FloatVector correction = broadcast(FLOATS, by.correction);
        FloatVector epsilon = broadcast(FLOATS, by.epsilon);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector w = FLOATS_CLASS.cast(fromArray(FLOATS, weights, weightsAt + i));
            FloatVector g = w.fma(decay,
                    FLOATS_CLASS.cast(fromArray(FLOATS, gradient, gradientAt + i)).mul(scale));
            FloatVector squares =
                    g.mul(freshSquares).fma(g,
                            FLOATS_CLASS.cast(fromArray(FLOATS, first, firstAt + i)).mul(oldSquares));
            FLOATS_CLASS.cast(squares).intoArray(first, firstAt + i);
            FloatVector step = g.div(squares.sqrt().fma(correction, epsilon));
            FloatVector next = step.fma(minusRate, w.mul(keep));
            FLOATS_CLASS.cast(next).intoArray(weights, weightsAt + i);
        }
        narrow.rmsProp(p, i, to, by);
    }

    @Override
    public void rmsPropMomentum(Parameters p, int from, int to, Rates by) {
        if (to - from < LANES) {
            narrow.rmsPropMomentum(p, from, to, by);
            return;
        }
        float[] weights = p.weights;
        int weightsAt = p.weightsAt;
        float[] gradient = p.gradient;
        int gradientAt = p.gradientAt;
        float[] first = p.first;
        int firstAt = p.firstAt;
        float[] second = p.second;
        int secondAt = p.secondAt;
        FloatVector scale = broadcast(FLOATS, by.scale);
        FloatVector decay = broadcast(FLOATS, by.decay);
        FloatVector keep = broadcast(FLOATS, by.keep);
        FloatVector minusRate = broadcast(FLOATS, -by.rate);
        FloatVector oldSquares = broadcast(FLOATS, by.oldSquares);
        FloatVector freshSquares = broadcast(FLOATS, by.freshSquares);
        FloatVector correction = broadcast(FLOATS, by.correction);
        FloatVector epsilon = broadcast(FLOATS, by.epsilon);
        FloatVector momentum = broadcast(FLOATS, by.momentum);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector w = FLOATS_CLASS.cast(fromArray(FLOATS, weights, weightsAt + i));
            FloatVector g = w.fma(decay,
                    FLOATS_CLASS.cast(fromArray(FLOATS, gradient, gradientAt + i)).mul(scale));
            FloatVector squares =
                    g.mul(freshSquares).fma(g,
                            FLOATS_CLASS.cast(fromArray(FLOATS, first, firstAt + i)).mul(oldSquares));
            FLOATS_CLASS.cast(squares).intoArray(first, firstAt + i);
            FloatVector step = g.div(squares.sqrt().fma(correction, epsilon));
            FloatVector velocity =
                    FLOATS_CLASS.cast(fromArray(FLOATS, second, secondAt + i)).fma(momentum, step);
            FLOATS_CLASS.cast(velocity).intoArray(second, secondAt + i);
            FloatVector next = velocity.fma(minusRate, w.mul(keep));
            FLOATS_CLASS.cast(next).intoArray(weights, weightsAt + i);
        }
        narrow.rmsPropMomentum(p, i, to, by);
    }

    @Override
    public void adam(Parameters p, int from, int to, Rates by) {
        if (to - from < LANES) {
            narrow.adam(p, from, to, by);
            return;
        }
        float[] weights = p.weights;
        int weightsAt = p.weightsAt;
        float[] gradient = p.gradient;
        int gradientAt = p.gradientAt;
        float[] first = p.first;
        int firstAt = p.firstAt;
        float[] second = p.second;
        int secondAt = p.secondAt;
        FloatVector scale = broadcast(FLOATS, by.scale);
        FloatVector decay = broadcast(FLOATS, by.decay);
        FloatVector keep = broadcast(FLOATS, by.keep);
        FloatVector minusRate = broadcast(FLOATS, -by.rate);
        FloatVector freshMean = broadcast(FLOATS, by.freshMean);
        FloatVector oldSquares = broadcast(FLOATS, by.oldSquares);
        FloatVector freshSquares = broadcast(FLOATS, by.freshSquares);
        FloatVector correction = broadcast(FLOATS, by.correction);
        FloatVector epsilon = broadcast(FLOATS, by.epsilon);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector w = FLOATS_CLASS.cast(fromArray(FLOATS, weights, weightsAt + i));
            FloatVector g = w.fma(decay,
                    FLOATS_CLASS.cast(fromArray(FLOATS, gradient, gradientAt + i)).mul(scale));
            FloatVector before = FLOATS_CLASS.cast(fromArray(FLOATS, first, firstAt + i));
            FloatVector mean = g.sub(before).fma(freshMean, before);
            FLOATS_CLASS.cast(mean).intoArray(first, firstAt + i);
            FloatVector squares =
                    g.mul(freshSquares).fma(g,
                            FLOATS_CLASS.cast(fromArray(FLOATS, second, secondAt + i)).mul(oldSquares));
            FLOATS_CLASS.cast(squares).intoArray(second, secondAt + i);
            FloatVector next = mean.div(squares.sqrt().fma(correction, epsilon)).fma(minusRate, w.mul(keep));
            FLOATS_CLASS.cast(next).intoArray(weights, weightsAt + i);
        }
        narrow.adam(p, i, to, by);
    }
}
