package dev.evenkeel.bench.study.paper;

import java.util.List;

/**
 * How much of the paper is replayed. Every number may grow from one call to the next: what was trained is trained
 * further.
 *
 * @param networks which
 * @param width of hidden layers; 1000 in the paper
 * @param rates learning rates to choose from
 * @param updates steps of a training
 * @param choosingUpdates steps after which the rate with the least validation error is chosen
 * @param seeds trainings of a network with the chosen rate, which differ by weights and examples
 * @param firstSeed the others follow it
 * @param interval steps from one look at a network to the next
 * @param examples to validate on, and to test on
 * @param data the name of the examples
 */
public record PaperPlan(List<PaperNetwork> networks, int width, List<Double> rates, long updates, long choosingUpdates,
        int seeds, long firstSeed, long interval, long examples, String data) {
    /** Examples of an update, as in the paper. */
    static final int BATCH = 10;

    /** @throws IllegalArgumentException if there is nothing to do */
    public PaperPlan {
        networks = List.copyOf(networks);
        rates = List.copyOf(rates);
        if (networks.isEmpty() || rates.isEmpty() || width < 1 || seeds < 1 || interval < 1 || examples < 1)
            throw new IllegalArgumentException(
                    "networks, rates, width, seeds, interval and examples must be at least 1");
        if (choosingUpdates < 1 || choosingUpdates > updates) throw new IllegalArgumentException(
                "choosingUpdates must be from 1 to updates, were " + choosingUpdates + " of " + updates);
    }
}
