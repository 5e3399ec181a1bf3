package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pass that all libraries make.
 *
 * @param normalization what is done
 */
public record NormalizationCell(Normalization normalization) implements Cell {
    /** The name of the benchmark. */
    public static final String NORMALIZE = "BatchNormBenchmark.normalize";

    /** The only element type. */
    public static final String FLOAT32 = "float32";

    private static final Measure MEASURE =
            new Measure("GB/s", 1, "what a Java copy reaches where the data live");

    @Override
    public String benchmark() { return NORMALIZE; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", normalization.shape().toString());
        parameters.put("layout", normalization.storage().name());
        parameters.put("pass", normalization.pass().name());
        parameters.put("threads", threads());
        parameters.put("dtype", FLOAT32);
        return parameters;
    }

    @Override
    public int threads() { return normalization.threads(); }

    @Override
    public Measure measure() { return MEASURE; }

    @Override
    public double work() { return normalization.leastBytes(); }

    @Override
    public double limit(Roofline roofline) {
        return roofline.bandwidth(roofline.caches().holding(normalization.leastBytes() / threads()), Access.COPY,
                threads());
    }

    @Override
    public List<String> libraries() {
        return catalog().byName().values().stream().filter(library -> library.accepts(normalization))
                .map(NormalizationPeer::name).toList();
    }

    @Override
    public Trial start(String library, Buffers buffers) {
        return start(catalog().get(library), buffers);
    }

    PreparedNormalization start(NormalizationPeer peer) {
        return start(peer, Buffers.own());
    }

    private PreparedNormalization start(NormalizationPeer peer, Buffers buffers) {
        if (!peer.accepts(normalization)) throw new IllegalArgumentException(peer.name() + " declines " + this);
        FeatureData data = FeatureData.of(normalization, buffers);
        PreparedNormalization prepared = peer.prepare(normalization, data, buffers);
        try {
            prepared.run();
            new ReferencePass(normalization, data).check(peer.name(), prepared);
            return prepared;
        } catch (WrongAnswerException e) {
            prepared.close();
            throw e;
        }
    }

    static PeerCatalog<NormalizationPeer> catalog() {
        return PeerCatalog.load(NormalizationPeer.class,
                List.of(new EvenkeelNormalization(), new PlainNormalization()));
    }

    @Override
    public String toString() { return normalization.toString(); }
}
