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
public record CostRun(int executors, CostModel model, List<CostPoint> points) {}
