package dev.evenkeel.bench.gemm;

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
 * A product that all libraries compute.
 *
 * @param shape m × n × k
 * @param transposition how A and B are stored
 * @param threads how many threads a library may use
 */
public record ProductCell(Shape shape, Transposition transposition, int threads) implements Cell {
    /** The name of the benchmark. */
    public static final String MULTIPLY = "GemmBenchmark.multiply";

    /** The only element type so far. */
    public static final String FLOAT32 = "float32";

    private static final Measure MEASURE =
            new Measure("GFLOP/s", 1, "the lower of this machine's multiply-add peak and memory bandwidth");

    @Override
    public String benchmark() { return MULTIPLY; }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shape", shape.toString());
        parameters.put("transpose", transposition.name());
        parameters.put("threads", threads);
        parameters.put("dtype", FLOAT32);
        return parameters;
    }

    /** C ← op(A)·op(B). */
    public Product product() {
        return Product.of(shape, transposition, threads);
    }

    @Override
    public Measure measure() { return MEASURE; }

    @Override
    public double work() { return shape.flops(); }

    @Override
    public double limit(Roofline roofline) {
        return product().limit(roofline);
    }

    @Override
    public List<String> libraries() {
        return GemmPeers.load().byName().values().stream().filter(library -> library.accepts(product()))
                .map(GemmPeer::name).toList();
    }

    @Override
    public Trial start(String library, Buffers buffers) {
        return start(GemmPeers.load().get(library), buffers);
    }

    Trial start(GemmPeer peer) {
        return start(peer, Buffers.own());
    }

    private Trial start(GemmPeer peer, Buffers buffers) {
        if (!peer.accepts(product())) throw new IllegalArgumentException(peer.name() + " declines " + this);
        Operands operands = Operands.of(product(), buffers);
        PreparedProduct prepared = peer.prepare(product(), operands, buffers);
        try {
            prepared.multiply();
            new ReferenceProduct(product(), operands).check(peer.name(), prepared.result());
            return prepared;
        } catch (WrongAnswerException e) {
            prepared.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return shape + " " + transposition + ", " + (threads == 1 ? "1 thread" : threads + " threads");
    }
}
