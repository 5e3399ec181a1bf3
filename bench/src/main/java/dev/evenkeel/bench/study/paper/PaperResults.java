package dev.evenkeel.bench.study.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.bench.report.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * What came out so far, made of the logs: {@code table-1.csv} and {@code .json}, {@code errors.csv} (figure 11) and
 * {@code layers.csv} (figures 2, 3, 9 and 10).
 */
final class PaperResults {
    /** The name of table 1 as JSON. */
    static final String TABLE = "table-1.json";

    private final PaperPlan plan;
    private final Path folder;
    private final String data;
    private final Map<PaperNetwork, Double> rates;

    /**
     * @param data name of the set
     * @param rates chosen of each network
     */
    PaperResults(PaperPlan plan, Path folder, String data, Map<PaperNetwork, Double> rates) {
        this.plan = plan;
        this.folder = folder;
        this.data = data;
        this.rates = rates;
    }

    /** Replaces the files. */
    void write() throws IOException {
        StringBuilder table = new StringBuilder("network,rate,updates,seeds,mean,standardDeviation,paper\n");
        StringBuilder errors = new StringBuilder("network,rate,seed,step,validationError,testError\n");
        StringBuilder layers = new StringBuilder("network,rate,seed,step,layer,mean,std,p98,weightGradientStd\n");
        ArrayNode json = new ObjectMapper().createArrayNode();
        for (Map.Entry<PaperNetwork, Double> entry : rates.entrySet()) {
            List<Double> found = new ArrayList<>();
            ObjectNode row = json.addObject().put("network", entry.getKey().label()).put("rate", entry.getValue())
                    .put("updates", plan.updates());
            ArrayNode ofSeeds = row.putArray("testErrors");
            for (long seed = plan.firstSeed(); seed < plan.firstSeed() + plan.seeds(); seed++) {
                PaperRun run = PaperRun.of(entry.getKey(), entry.getValue(), seed, folder);
                for (JsonNode line : run.lines()) append(run, line, errors, layers);
                JsonNode end = run.at(plan.updates());
                if (end == null || end.get("step").longValue() < plan.updates()) continue;
                found.add(100 * end.get("testError").doubleValue());
                ofSeeds.add(found.getLast());
            }
            double[] values = found.stream().mapToDouble(Double::doubleValue).toArray();
            row.put("mean", orNull(Mean.of(values).getAsDouble()));
            row.put("standardDeviation",
                    orNull(values.length < 2 ? Double.NaN : StandardDeviation.of(values).getAsDouble()));
            row.put("paper", orNull(entry.getKey().paperError(data)));
            table.append(line(quoted(entry.getKey()), entry.getValue(), plan.updates(), found.size(), row.get("mean"),
                    row.get("standardDeviation"), row.get("paper")));
        }
        write("table-1.csv", table.toString());
        write(TABLE, json.toPrettyString());
        write("errors.csv", errors.toString());
        write("layers.csv", layers.toString());
    }

    private static void append(PaperRun run, JsonNode line, StringBuilder errors, StringBuilder layers) {
        if (!line.has("validationError")) return;
        String name = quoted(run.network());
        long step = line.get("step").longValue();
        errors.append(line(name, run.rate(), run.seed(), step, line.get("validationError"), line.get("testError")));
        for (JsonNode layer : line.get("layers"))
            layers.append(line(name, run.rate(), run.seed(), step, layer.get("layer"), layer.get("mean"),
                    layer.get("std"), layer.get("p98"), layer.get("weightGradientStd")));
    }

    /** JSON has no NaN. */
    private static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** A label may have a comma. */
    private static String quoted(PaperNetwork network) {
        return '"' + network.label() + '"';
    }

    private static String line(Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) texts.add(String.valueOf(value));
        return String.join(",", texts) + "\n";
    }

    private void write(String name, String content) throws IOException {
        WholeFile.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
