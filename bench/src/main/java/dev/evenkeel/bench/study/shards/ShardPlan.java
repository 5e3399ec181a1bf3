package dev.evenkeel.bench.study.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.bench.study.train.Settings;
import java.util.Objects;

/**
 * What is trained, how, and how its batches are cut: with the number of steps it says every bit of the outcome.
 *
 * <p>Shard j of S takes rows ⌊j·n/S⌋ … ⌊(j + 1)·n/S⌋ − 1 of a batch of n.
 *
 * @param settings as of a training that is not cut
 * @param shards S
 * @param localSteps 1 to merge the gradients of each step; more to merge the parameters after so many steps, which each
 * shard takes on its own
 * @param syncBatchNorm whether batch normalisation takes the statistics of the whole batch; otherwise those of the
 * shard
 */
public record ShardPlan(Settings settings, int shards, int localSteps, boolean syncBatchNorm) {
    private static final int MOST_SHARDS = 10_000;

    /**
     * @throws IllegalArgumentException if a shard would have no row, or one whose statistics it normalises with; if
     * there is no batch to take statistics of: nothing is normalised, or shards take steps on their own
     */
    public ShardPlan {
        Objects.requireNonNull(settings, "settings");
        boolean normalizes = settings.architecture().batchNorm();
        if (syncBatchNorm && !normalizes)
            throw new IllegalArgumentException("syncBatchNorm needs batchNorm");
        int least = normalizes && !syncBatchNorm ? 2 : 1;
        int most = Math.min(MOST_SHARDS, settings.batch() / least);
        if (shards < 1 || shards > most) throw new IllegalArgumentException("shards must be from 1 to " + most
                + " for batches of " + settings.batch() + (least == 2 ? " with batch normalisation of each" : "")
                + ", was "
                + shards);
        if (localSteps < 1)
            throw new IllegalArgumentException("localSteps must be at least 1, was " + localSteps);
        if (syncBatchNorm && localSteps > 1) throw new IllegalArgumentException(
                "localSteps must be 1 with syncBatchNorm, was " + localSteps + ": shards that differ have no batch");
    }

    /** With batch normalisation, if there is any, by the statistics of each shard. */
    public ShardPlan(Settings settings, int shards, int localSteps) {
        this(settings, shards, localSteps, false);
    }

    /** The same with batch normalisation by the statistics of the whole batch. */
    public ShardPlan withSyncBatchNorm() {
        return new ShardPlan(settings, shards, localSteps, true);
    }

    /** The first row of a shard; of the number of shards: behind the last row. */
    public int firstRow(int shard) {
        return (int) ((long) shard * settings.batch() / shards);
    }

    /** How many rows a shard has. */
    public int rows(int shard) {
        return firstRow(shard + 1) - firstRow(shard);
    }

    /** How many numbers descent changes. */
    public int parameters() {
        return FlatParameters.size(settings.architecture());
    }

    /**
     * How often the shards of a step tell each other their statistics: twice for each layer that normalises by them.
     */
    public int exchanges() {
        return syncBatchNorm ? 2 * (settings.architecture().network().layers() - 1) : 0;
    }

    /** Whether shards give sums of gradients; otherwise they give parameters. */
    public boolean mergesGradients() {
        return localSteps == 1;
    }

    /** By names, on one line. */
    public String text() {
        ObjectNode json = settings.json();
        return json.put("shards", shards).put("localSteps", localSteps).put("syncBatchNorm", syncBatchNorm)
                .toString();
    }

    /**
     * From what {@link #text} gives. Older texts do not know {@code syncBatchNorm}, which is false then.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ShardPlan parse(String text) {
        try {
            JsonNode json = new ObjectMapper().readTree(text);
            JsonNode sync = json.path("syncBatchNorm");
            if (!sync.isMissingNode() && !sync.isBoolean())
                throw new IllegalArgumentException("syncBatchNorm is neither true nor false: " + sync);
            return new ShardPlan(Settings.of(json), Settings.number(json, "shards").intValue(),
                    Settings.number(json, "localSteps").intValue(), sync.asBoolean(false));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the plan is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
