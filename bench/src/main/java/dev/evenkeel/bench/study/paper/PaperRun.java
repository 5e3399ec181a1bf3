package dev.evenkeel.bench.study.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.report.WholeFile;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.train.Checkpoint;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.ErrorRate;
import dev.evenkeel.bench.study.train.FolderLock;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.bench.study.train.Training;
import dev.evenkeel.bench.study.train.TrainingRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One training of the paper, in a folder of its own, where it is continued.
 *
 * @param network which
 * @param rate learning rate
 * @param seed of weights and of the examples to train on
 * @param folder named after all three
 */
record PaperRun(PaperNetwork network, double rate, long seed, Path folder) {
    /** Below the folder of all. */
    static PaperRun of(PaperNetwork network, double rate, long seed, Path all) {
        return new PaperRun(network, rate, seed,
                all.resolve(network.toString()).resolve("rate-" + rate).resolve("seed-" + seed));
    }

    /** What its log says, line by line; nothing before it has begun. The last line may be half of one. */
    List<JsonNode> lines() throws IOException {
        Path log = folder.resolve(TrainingRun.LOG);
        List<JsonNode> lines = new ArrayList<>();
        if (!Files.exists(log)) return lines;
        List<String> texts = Files.readAllLines(log);
        for (String text : texts) {
            try {
                lines.add(new ObjectMapper().readTree(text));
            } catch (JsonProcessingException e) {
                if (lines.size() < texts.size() - 1) throw new IOException(log + ": has the line " + text, e);
            }
        }
        return lines;
    }

    /** The line of the greatest step up to this one that has an error, or null. */
    JsonNode at(long step) throws IOException {
        JsonNode found = null;
        for (JsonNode line : lines())
            if (line.has("validationError") && line.get("step").longValue() <= step) found = line;
        return found;
    }

    /** Whether its loss was no number once. */
    boolean hasDiverged() throws IOException {
        List<JsonNode> lines = lines();
        return !lines.isEmpty() && lines.getLast().path("loss").isTextual();
    }

    /**
     * Trains until so many steps are taken, if they are not yet.
     *
     * @return false if it was stopped
     * @throws IOException if the folder holds something else, or another program trains in it
     */
    boolean train(PaperPlan plan, long steps, DataSet data, TrainingRun.Monitor monitor, Execution execution)
            throws IOException {
        try (FolderLock lock = new FolderLock(folder)) {
            lock.take();
            return hasDiverged() || trainOn(plan, steps, data, monitor, execution);
        }
    }

    private boolean trainOn(PaperPlan plan, long steps, DataSet data, TrainingRun.Monitor monitor,
            Execution execution) throws IOException {
        Training training = training(plan, data, execution);
        if (training.steps() >= steps) return true;
        LayerTrace trace = new LayerTrace(training.parameters(), data.test(), execution);
        ErrorRate test = new ErrorRate(training.parameters(), data.test(), plan.examples(), execution);
        if (training.steps() == 0) {
            ErrorRate validation =
                    new ErrorRate(training.parameters(), data.validation(), plan.examples(), execution);
            ObjectNode first = JsonNodeFactory.instance.objectNode().put("step", 0)
                    .put("validationError", validation.measure()).put("testError", test.measure());
            first.set("layers", trace.json());
            WholeFile.write(folder.resolve(TrainingRun.LOG), (first + "\n").getBytes(StandardCharsets.UTF_8));
        }
        TrainingRun.Monitor observing = new Observing(monitor, trace, test);
        return new TrainingRun(training, data,
                new TrainingRun.Schedule(steps, plan.interval(), plan.examples(), plan.examples()), folder, observing,
                execution).run() != TrainingRun.Outcome.STOPPED;
    }

    private Training training(PaperPlan plan, DataSet data, Execution execution) throws IOException {
        Settings settings = new Settings(network.architecture(plan.width(), data.train()), Cost.CROSS_ENTROPY, rate,
                PaperPlan.BATCH, seed, plan.data());
        Path file = folder.resolve(TrainingRun.CHECKPOINT);
        if (!Files.exists(file)) return Training.begin(settings, data, execution);
        Checkpoint checkpoint = Checkpoint.read(file);
        if (!checkpoint.settings().equals(settings)) throw new IOException(
                file + ": is a training of " + checkpoint.settings() + ", expected " + settings);
        return Training.resume(checkpoint, data, execution);
    }

    private record Observing(TrainingRun.Monitor monitor, LayerTrace trace, ErrorRate test)
            implements TrainingRun.Monitor {
        @Override
        public void tick(String line) { monitor.tick(line); }

        @Override
        public void line(String line) { monitor.line(line); }

        @Override
        public boolean mustStop() { return monitor.mustStop(); }

        @Override
        public void observe(ObjectNode line) {
            if (!line.has("testError")) line.put("testError", test.measure());
            line.set("layers", trace.json());
        }
    }
}
