package dev.evenkeel.bench.study.shards;

import dev.evenkeel.batchnorm.Moments;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * What a shard gives.
 *
 * @param values little-endian float32, of each layer W row by row, b or β, and γ: the sums of gradients over the rows
 * of the shard, or the parameters after its steps
 * @param lossSums over the rows of the shard, of each step before its update
 * @param moments of each step and normalised layer, those of one step after the other
 * @param computeNanos that examples, forward and backward passes took
 * @param copyNanos that parameters took in, and values out
 * @param exchangeNanos that its worker has waited for the statistics of other shards
 */
public record ShardOutcome(byte[] values, double[] lossSums, List<Moments> moments, long computeNanos,
        long copyNanos, long exchangeNanos)
        implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** Copies the list. */
    public ShardOutcome {
        moments = List.copyOf(moments);
    }

    /** The same with other times. */
    ShardOutcome withNanos(long compute, long copy, long exchange) {
        return new ShardOutcome(values, lossSums, moments, compute, copy, exchange);
    }
}
