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
 * <p>Shard j of S takes rows ⌊j·n/S⌋ … ⌊(j + 1)·n/S⌋ − 1 of a batch of n. Batch normalisation takes the statistics of
 * the shard.
 *
 * @param settings as of a training that is not cut
 * @param shards S
 * @param localSteps 1 to merge the gradients of each step; more to merge the parameters after so many steps, which each
 * shard takes on its own
 */
public record ShardPlan(Settings settings, int shards, int localSteps) {
    private static final int MOST_SHARDS = 10_000;

    /** @throws IllegalArgumentException if a shard would have no row, or one with batch normalisation */
    public ShardPlan {
        Objects.requireNonNull(settings, "settings");
        int least = settings.architecture().batchNorm() ? 2 : 1;
        int most = Math.min(MOST_SHARDS, settings.batch() / least);
        if (shards < 1 || shards > most) throw new IllegalArgumentException("shards must be from 1 to " + most
                + " for batches of " + settings.batch() + (least == 2 ? " with batch normalisation" : "") + ", was "
                + shards);
        if (localSteps < 1)
            throw new IllegalArgumentException("localSteps must be at least 1, was " + localSteps);
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

    /** Whether shards give sums of gradients; otherwise they give parameters. */
    public boolean mergesGradients() {
        return localSteps == 1;
    }

    /** By names, on one line. */
    public String text() {
        ObjectNode json = settings.json();
        return json.put("shards", shards).put("localSteps", localSteps).toString();
    }

    /**
     * From what {@link #text} gives.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ShardPlan parse(String text) {
        try {
            JsonNode json = new ObjectMapper().readTree(text);
            return new ShardPlan(Settings.of(json), Settings.number(json, "shards").intValue(),
                    Settings.number(json, "localSteps").intValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the plan is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
