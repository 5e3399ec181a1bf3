package dev.evenkeel.bench.study.paper;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The paper's trainings one after the other: a learning rate for each network, chosen on validation error, and then as
 * many trainings as there are seeds. Each call goes on where the last one ended.
 */
public final class PaperRuns {
    private final PaperPlan plan;
    private final Path folder;
    private final LongFunction<DataSet> data;
    private final Execution execution;
    private final DataSet first;
    private final Map<PaperNetwork, Double> rates = new EnumMap<>(PaperNetwork.class);

    /**
     * Trains nothing yet.
     *
     * @param folder of all trainings
     * @param data the examples of a seed; everybody is validated and tested on those of the first one
     */
    public PaperRuns(PaperPlan plan, Path folder, LongFunction<DataSet> data, Execution execution) {
        this.plan = plan;
        this.folder = folder;
        this.data = data;
        this.execution = execution;
        first = data.apply(plan.firstSeed());
    }

    /**
     * Trains what is missing; {@link PaperResults} are written after every training.
     *
     * @return false if it was stopped
     */
    public boolean run(TrainingRun.Monitor monitor) throws IOException {
        for (PaperNetwork network : plan.networks()) {
            for (double rate : plan.rates())
                if (!train(PaperRun.of(network, rate, plan.firstSeed(), folder), plan.choosingUpdates(), monitor))
                    return false;
            rates.put(network, chosen(network));
            monitor.line(network + ": rate " + rates.get(network) + edge(rates.get(network)));
        }
        for (long seed = plan.firstSeed(); seed < plan.firstSeed() + plan.seeds(); seed++) {
            for (PaperNetwork network : plan.networks()) {
                if (!train(PaperRun.of(network, rates.get(network), seed, folder), plan.updates(), monitor))
                    return false;
                new PaperResults(plan, folder, first.name(), rates).write();
            }
        }
        return true;
    }

    /** What was logged, once all of it {@linkplain #run has run}. */
    public PaperTraces traces() throws IOException {
        return PaperTraces.read(plan, folder, first.name(), rates);
    }

    /** The examples that everybody is tested on. */
    public Examples test() { return first.test(); }

    /** A rate at an edge may not be the best there is. */
    private String edge(double rate) {
        if (plan.rates().size() == 1) return "";
        if (rate == Collections.min(plan.rates())) return ", the least that was tried";
        return rate == Collections.max(plan.rates()) ? ", the greatest that was tried" : "";
    }

    private boolean train(PaperRun run, long steps, TrainingRun.Monitor monitor) throws IOException {
        monitor.line(run.network() + ", rate " + run.rate() + ", seed " + run.seed());
        DataSet own = run.seed() == plan.firstSeed() ? first
                : new DataSet(first.name(), data.apply(run.seed()).train(), first.validation(), first.test());
        return run.train(plan, steps, own, monitor, execution);
    }

    /** The first of equal ones. */
    private double chosen(PaperNetwork network) throws IOException {
        double best = plan.rates().getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (double rate : plan.rates()) {
            PaperRun run = PaperRun.of(network, rate, plan.firstSeed(), folder);
            JsonNode line = run.at(plan.choosingUpdates());
            if (run.hasDiverged() || line == null) continue;
            double error = line.get("validationError").doubleValue();
            if (error < least) {
                least = error;
                best = rate;
            }
        }
        return best;
    }
}
