package dev.evenkeel.bench.stage;

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
 * A stage that all libraries carry out.
 *
 * @param task what is done
 */
public record StageCell(StageTask task) implements Cell {
    /** The only element type. */
    public static final String FLOAT32 = "float32";

    private static final Measure MEASURE = new Measure("Gelement/s", 3,
            "what Java's copies, loads and stores reach where the arrays lie, each passed over once");

    @Override
    public String benchmark() { return task.stage().benchmark(); }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", task.extent().toString());
        parameters.putAll(task.stage().parameters());
        parameters.put("threads", threads());
        parameters.put("dtype", FLOAT32);
        return parameters;
    }

    @Override
    public int threads() { return task.threads(); }

    @Override
    public Measure measure() { return MEASURE; }

    @Override
    public double work() { return task.extent().elements(); }

    @Override
    public double limit(Roofline roofline) {
        return task.stage().traffic().limit(roofline, task.extent().elements(), threads());
    }

    @Override
    public List<String> libraries() {
        return catalog().byName().values().stream().filter(library -> library.accepts(task)).map(StagePeer::name)
                .toList();
    }

    @Override
    public Trial start(String library, Buffers buffers) {
        return start(catalog().get(library), buffers);
    }

    PreparedStage start(StagePeer peer) {
        return start(peer, Buffers.own());
    }

    private PreparedStage start(StagePeer peer, Buffers buffers) {
        if (!peer.accepts(task)) throw new IllegalArgumentException(peer.name() + " declines " + this);
        StageData data = StageData.of(task, buffers);
        PreparedStage prepared = peer.prepare(task, data, buffers);
        try {
            new ReferenceStage(task, data).check(peer.name(), prepared);
            return prepared;
        } catch (WrongAnswerException e) {
            prepared.close();
            throw e;
        }
    }

    static PeerCatalog<StagePeer> catalog() {
        return PeerCatalog.load(StagePeer.class, List.of(new EvenkeelStages()));
    }

    @Override
    public String toString() { return task.toString(); }
}
