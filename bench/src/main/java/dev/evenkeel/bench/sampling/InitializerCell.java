package dev.evenkeel.bench.sampling;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights that all libraries initialise. */
public record InitializerCell(Initialization initialization) implements Cell {
    static final String FILL = "InitializerBenchmark.fill";

    /** Rounding to float, and float32 arithmetic in other libraries. */
    private static final double EXACT = 1e-4;

    @Override
    public String benchmark() { return FILL; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", initialization.rows() + "x" + initialization.cols());
        parameters.put("scheme", initialization.scheme().toString());
        parameters.put("threads", initialization.threads());
        parameters.put("dtype", ElementType.FLOAT32.toString());
        return parameters;
    }

    @Override
    public int threads() { return initialization.threads(); }

    @Override
    public Measure measure() { return SamplingCell.MEASURE; }

    @Override
    public double work() { return (double) initialization.rows() * initialization.cols(); }

    @Override
    public double limit(Roofline roofline) {
        return roofline.writeLimit((long) work() * Float.BYTES, threads()) / Float.BYTES;
    }

    @Override
    public List<String> libraries() {
        return SamplingPeers.load().byName().values().stream().filter(library -> library.accepts(initialization))
                .map(SamplingPeer::name).toList();
    }

    @Override
    public Trial start(String library) {
        SamplingPeer peer = SamplingPeers.load().get(library);
        if (!peer.accepts(initialization)) throw new IllegalArgumentException(library + " declines " + this);
        PreparedFill fill = peer.prepare(initialization);
        try {
            if (initialization.scheme().isIndependent()) {
                MomentsCheck.runAndCheck(library + ", " + this, initialization.filling().law(), (long) work(), fill);
            } else {
                checkMeanSquare(library, fill);
            }
            return fill;
        } catch (WrongAnswerException e) {
            fill.close();
            throw e;
        }
    }

    /** Of an orthogonal matrix it is no matter of chance. */
    private void checkMeanSquare(String library, PreparedFill fill) {
        fill.run();
        double squares = 0;
        for (long i = 0; i < (long) work(); i++) squares += fill.element(i) * fill.element(i);
        double target = initialization.scheme().initializer().variance(initialization.fans());
        if (!(Math.abs(squares / work() / target - 1) <= EXACT)) {
            throw new WrongAnswerException(library + ", " + this + ": mean square " + squares / work() + ", expected "
                    + target);
        }
    }

    @Override
    public String toString() {
        return initialization.rows() + "x" + initialization.cols() + " " + initialization.scheme() + ", "
                + (threads() == 1 ? "1 thread" : threads() + " threads");
    }
}
