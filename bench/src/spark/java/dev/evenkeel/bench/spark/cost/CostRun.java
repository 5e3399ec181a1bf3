package dev.evenkeel.bench.spark.cost;

import dev.evenkeel.bench.study.shards.CostModel;
import java.util.List;

/**
 * What was measured on one cluster.
 *
 * @param executors of the cluster
 * @param model whose constants were measured there
 * @param points trainings beside their predictions
 */
public record CostRun(int executors, CostModel model, List<CostPoint> points) {
    /**
     * The same with predictions by the work of another cluster: an executor computes as fast beside others, and the
     * driver merges as fast. How long bytes are on their way remains this cluster's.
     */
    CostRun withWorkOf(CostModel other) {
        CostModel joined = new CostModel(model.latency(), model.broadcast(), other.copy(), other.compute(),
                other.localCompute(), model.collect(), other.merge(),
                model.barrier(), model.exchange());
        return new CostRun(executors, joined, points.stream().map(point -> point.predictedBy(joined)).toList());
    }
}
