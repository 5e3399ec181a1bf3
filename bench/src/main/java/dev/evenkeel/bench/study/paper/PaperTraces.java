package dev.evenkeel.bench.study.paper;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the logs say of the trainings that were not only tried, up to the plan's updates.
 *
 * @param plan which trainings
 * @param data name of the set
 * @param rates chosen of each network
 * @param byNetwork in the order of the seeds
 */
public record PaperTraces(PaperPlan plan, String data, Map<PaperNetwork, Double> rates,
        Map<PaperNetwork, List<Trace>> byNetwork) {
    /**
     * A training.
     *
     * @param looks one for each line of the log that has errors
     * @param folder holds its checkpoint
     */
    public record Trace(long seed, List<Look> looks, Path folder) {
        /** The last one. */
        public Look end() { return looks.getLast(); }
    }

    /**
     * A look at a network.
     *
     * @param step updates before it
     * @param validationError in percent
     * @param testError in percent
     * @param layers hidden ones first; empty where they were not logged
     */
    public record Look(long step, double validationError, double testError, List<Layer> layers) {}

    /** Of a layer, as {@link LayerTrace} logs it; NaN where it was not logged. */
    public record Layer(double mean, double std, double p98, double weightGradientStd) {}

    static PaperTraces read(PaperPlan plan, Path folder, String data, Map<PaperNetwork, Double> rates)
            throws IOException {
        Map<PaperNetwork, List<Trace>> all = new EnumMap<>(PaperNetwork.class);
        for (Map.Entry<PaperNetwork, Double> entry : rates.entrySet()) {
            List<Trace> traces = new ArrayList<>();
            for (long seed = plan.firstSeed(); seed < plan.firstSeed() + plan.seeds(); seed++) {
                PaperRun run = PaperRun.of(entry.getKey(), entry.getValue(), seed, folder);
                List<Look> looks = new ArrayList<>();
                for (JsonNode line : run.lines()) if (isShown(line, plan)) looks.add(look(line));
                if (!looks.isEmpty()) traces.add(new Trace(seed, looks, run.folder()));
            }
            all.put(entry.getKey(), traces);
        }
        return new PaperTraces(plan, data, rates, all);
    }

    private static boolean isShown(JsonNode line, PaperPlan plan) {
        return line.has("validationError") && line.path("step").longValue() <= plan.updates();
    }

    private static Look look(JsonNode line) {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : line.path("layers"))
            layers.add(new Layer(number(layer, "mean"), number(layer, "std"), number(layer, "p98"),
                    number(layer, "weightGradientStd")));
        return new Look(line.get("step").longValue(), 100 * number(line, "validationError"),
                100 * number(line, "testError"), layers);
    }

    private static double number(JsonNode line, String field) {
        return line.path(field).asDouble(Double.NaN);
    }

    /** Trainings of a network; none if it is not in the plan. */
    public List<Trace> of(PaperNetwork network) {
        return byNetwork.getOrDefault(network, List.of());
    }

    /** The error of who guesses the most frequent class, in percent. */
    public double guessing() {
        return data.endsWith("shapeset") ? 100 * 5 / 6.0 : 90;
    }
}
