package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Initialization;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.bench.random.peers.SamplingPeer;
import dev.evenkeel.bench.random.peers.SamplingPeers;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that all libraries initialise.
 *
 * @param isCold whether it is the first time of a JVM
 */
public record InitializerCell(Initialization initialization, boolean isCold) implements FirstCell {
    static final String FILL = "InitializerBenchmark.fill";
    static final String FIRST_FILL = "FirstWeightsBenchmark.fill";

    /** Rounding to float, and float32 arithmetic in other libraries. */
    private static final double EXACT = 1e-4;

    @Override
    public String benchmark() { return isCold ? FIRST_FILL : FILL; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", initialization.rows() + "x" + initialization.cols());
        parameters.put("scheme", initialization.scheme().toString());
        parameters.put("memory", initialization.memory().toString());
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
    public void runAndCheck(String library, PreparedFill fill) {
        if (initialization.scheme().isIndependent()) {
            MomentsCheck.runAndCheck(library + ", " + this, initialization.filling().distribution(), (long) work(),
                    fill);
        } else {
            fill.run();
            checkMeanSquare(library, fill);
        }
    }

    @Override
    public PreparedFill prepare(String library, Buffers buffers) {
        SamplingPeer peer = SamplingPeers.load().get(library);
        if (!peer.accepts(initialization)) throw new IllegalArgumentException(library + " declines " + this);
        return peer.prepare(initialization, buffers);
    }

    @Override
    public void check(String library, PreparedFill fill) {
        if (initialization.scheme().isIndependent()) {
            MomentsCheck check = new MomentsCheck(library + ", " + this, initialization.filling().distribution());
            check.add(fill, (long) work());
            check.judge();
        } else {
            checkMeanSquare(library, fill);
        }
    }

    /** Of an orthogonal matrix it is no matter of chance. */
    private void checkMeanSquare(String library, PreparedFill fill) {
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
        return (isCold ? "first " : "") + initialization.rows() + "x" + initialization.cols() + " "
                + initialization.scheme() + " "
                + initialization.memory() + ", "
                + (threads() == 1 ? "1 thread" : threads() + " threads");
    }
}
