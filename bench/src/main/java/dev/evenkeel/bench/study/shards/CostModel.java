package dev.evenkeel.bench.study.shards;

/**
 * What a round costs: with S shards on E executors, w = ⌈S/E⌉ of them one after the other, P parameters in B = 4·P
 * bytes, r rows of a shard and K local steps,
 *
 * <pre>{@code
 * seconds = latency + B·broadcast                 // parameters to the executors
 *         + barrier + 2·H·exchange                // where H layers normalise by the whole batch
 *         + w·(B·copy + K·r·P·compute)            // on the executors; localCompute where K > 1
 *         + S·B·(collect + merge)                 // values to the driver
 * }</pre>
 *
 * @param latency seconds of a round without bytes and work
 * @param broadcast seconds per byte to all executors
 * @param copy seconds per byte of a shard, on an executor
 * @param compute seconds per row and parameter, on an executor that stores gradients
 * @param localCompute the same where it descends, and stores none
 * @param collect seconds per byte of a shard, to the driver
 * @param merge seconds per byte of a shard, on the driver
 * @param barrier seconds that a round takes longer whose tasks begin all at a time
 * @param exchange seconds until the shards of a layer know each other's statistics
 */
public record CostModel(double latency, double broadcast, double copy, double compute, double localCompute,
        double collect, double merge, double barrier, double exchange) {
    /**
     * Where the seconds of a round go.
     *
     * @param latency of the stage, and of exchanges in it
     * @param broadcast of the parameters
     * @param compute on the executors, copies included
     * @param collect from the executors
     * @param merge on the driver
     */
    public record Seconds(double latency, double broadcast, double compute, double collect, double merge) {
        /** All of them. */
        public double total() { return latency + broadcast + compute + collect + merge; }
    }

    /** Of a round of a plan on so many executors. */
    public Seconds predict(ShardPlan plan, int executors) {
        if (executors < 1) throw new IllegalArgumentException("executors must be at least 1, was " + executors);
        double parameters = plan.parameters();
        double bytes = Float.BYTES * parameters;
        int waves = (plan.shards() + executors - 1) / executors;
        int rows = (plan.settings().batch() + plan.shards() - 1) / plan.shards();
        return new Seconds(latency + (plan.syncBatchNorm() ? barrier + plan.exchanges() * exchange : 0),
                bytes * broadcast,
                waves * (bytes * copy + plan.localSteps() * rows * parameters * compute(plan.localSteps())),
                plan.shards() * bytes * collect, plan.shards() * bytes * merge);
    }

    private double compute(int localSteps) {
        return localSteps == 1 ? compute : localCompute;
    }

    /**
     * The number of executors, with a shard each, from which on one more makes a round longer: the driver takes longer
     * for its values than the others save. √(K·n·compute/(4·(collect + merge))) for batches of n, whatever the network.
     */
    public double mostExecutors(int batch, int localSteps) {
        return Math.sqrt(localSteps * batch * compute(localSteps) / (Float.BYTES * (collect + merge)));
    }
}
