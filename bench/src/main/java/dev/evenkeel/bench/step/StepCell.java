package dev.evenkeel.bench.step;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step of training that all libraries take.
 *
 * @param step what is done
 */
public record StepCell(Step step) implements Cell {
    /** The name of the benchmark. */
    public static final String TRAIN = "StepBenchmark.train";

    /** The only element type. */
    public static final String FLOAT32 = "float32";

    private static final double NANOS_PER_SECOND = 1e9;

    private static final Measure MEASURE =
            new Measure("examples/s", 0, "what the step's products would reach, each at the limit of the machine");

    @Override
    public String benchmark() { return TRAIN; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", step.shape().toString());
        parameters.put("hidden", step.hidden().name());
        parameters.put("threads", threads());
        parameters.put("dtype", FLOAT32);
        return parameters;
    }

    @Override
    public int threads() { return step.threads(); }

    @Override
    public Measure measure() { return MEASURE; }

    /** Examples, times the nanoseconds of a second: what is counted is examples per second. */
    @Override
    public double work() { return step.shape().batch() * NANOS_PER_SECOND; }

    /** Everything but products takes no time there. */
    @Override
    public double limit(Roofline roofline) {
        return work() / step.products().stream()
                .mapToDouble(product -> product.shape().flops() / product.limit(roofline)).sum();
    }

    @Override
    public List<String> libraries() {
        return List.copyOf(catalog().byName().keySet());
    }

    @Override
    public Trial start(String library, Buffers buffers) {
        return start(catalog().get(library), buffers);
    }

    PreparedStep start(StepPeer peer) {
        return start(peer, Buffers.own());
    }

    private PreparedStep start(StepPeer peer, Buffers buffers) {
        StepData data = StepData.of(step, buffers);
        ReferenceStep reference = new ReferenceStep(step, data);
        PreparedStep prepared = peer.prepare(step, data, buffers);
        try {
            reference.check(peer.name(), prepared);
            return prepared;
        } catch (WrongAnswerException e) {
            prepared.close();
            throw e;
        }
    }

    static PeerCatalog<StepPeer> catalog() {
        return PeerCatalog.load(StepPeer.class, List.of(new EvenkeelStep()));
    }

    @Override
    public String toString() { return step.toString(); }
}
