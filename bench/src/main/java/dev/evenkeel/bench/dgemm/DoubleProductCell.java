package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A product of float64, or an update, that all libraries compute.
 *
 * @param product which
 */
public record DoubleProductCell(DoubleProduct product) implements Cell {
    /** The name of the benchmark. */
    public static final String COMPUTE = "DgemmBenchmark.compute";

    private static final Measure MEASURE =
            new Measure("GFLOP/s", 1, "the lower of this machine's multiply-add peak and memory bandwidth");

    @Override
    public String benchmark() { return COMPUTE; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", product.shape().toString());
        parameters.put("operation", product.operation().name());
        parameters.put("threads", product.threads());
        parameters.put("dtype", "float64");
        return parameters;
    }

    @Override
    public int threads() { return product.threads(); }

    @Override
    public Measure measure() { return MEASURE; }

    @Override
    public double work() { return product.flops(); }

    @Override
    public double limit(Roofline roofline) { return product.limit(roofline); }

    @Override
    public List<String> libraries() {
        return DoublePeers.load().byName().values().stream().filter(library -> library.accepts(product))
                .map(DoublePeer::name).toList();
    }

    @Override
    public Trial start(String library, Buffers buffers) {
        return start(DoublePeers.load().get(library), buffers);
    }

    PreparedDoubleProduct start(DoublePeer peer, Buffers buffers) {
        if (!peer.accepts(product)) throw new IllegalArgumentException(peer.name() + " declines " + this);
        DoubleOperands operands = DoubleOperands.of(product, buffers);
        PreparedDoubleProduct prepared = peer.prepare(product, operands, buffers);
        try {
            prepared.run();
            new DoubleReference(product, operands).check(peer.name(), prepared.result());
            return prepared;
        } catch (WrongAnswerException e) {
            prepared.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return product.shape() + " " + product.operation() + ", "
                + (threads() == 1 ? "1 thread" : threads() + " threads");
    }
}
