package dev.evenkeel.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code summary.json} that is read again.
 *
 * @param run what made it
 * @param processor what it was made on
 * @param java the virtual machine
 * @param kernels of our library
 * @param figures in the order of the file
 * @param cells how much of the run they are
 */
public record StoredRun(RunDescription run, String processor, String java, String kernels, List<Figure> figures,
        ResultFiles.Coverage cells) {
    private static final String DOUBTS = "doubts";
    private static final Set<String> VALUES = Set.of("benchmark", "library", "unit", "speed", "percentOfRoof", "roof",
            "roundSpeeds", "nanosPerCall", "codePath", DOUBTS);

    /**
     * The speed of a library in a cell.
     *
     * @param name which one
     * @param unit of the speeds
     * @param speed median
     * @param percentOfRoof median
     * @param roundSpeeds by round
     * @param codePath what the library said it ran
     * @param doubts why the cell is inconclusive; empty if it is not
     */
    public record Figure(BenchmarkName name, String unit, double speed, double percentOfRoof, double[] roundSpeeds,
            String codePath, List<String> doubts) {
        /** Copies its argument. */
        public Figure {
            doubts = List.copyOf(doubts);
        }
    }

    /**
     * Reads a run.
     *
     * @param file a summary, the folder that holds one, or the folder of all runs, which means the latest
     * @throws IOException if there is none, or a field is missing; the message names file and field
     */
    public static StoredRun read(Path file) throws IOException {
        StoredObject root = StoredObject.read(RunFolder.summary(file));
        StoredObject run = root.object("run");
        StoredObject machine = root.object("machine");
        List<Figure> figures = new ArrayList<>();
        for (StoredObject figure : root.objects("figures")) figures.add(figure(figure));
        return new StoredRun(new RunDescription(run.text("date"), run.text("revision"), run.texts("command")),
                machine.text("processor"), machine.text("java").strip(), machine.text("kernels"), figures,
                coverage(root, figures));
    }

    /** Whether figures of both can be compared. */
    boolean isOfSameMachineAs(StoredRun other) {
        return processor.equals(other.processor) && java.equals(other.java) && kernels.equals(other.kernels);
    }

    /** Older files do not say: a run that was stopped left none. */
    private static ResultFiles.Coverage coverage(StoredObject root, List<Figure> figures) throws IOException {
        if (!root.node().has("cells")) {
            int all = (int) figures.stream().map(Figure::name)
                    .map(name -> List.of(name.benchmark(), name.parameters())).distinct().count();
            return new ResultFiles.Coverage(all, all);
        }
        StoredObject cells = root.object("cells");
        return new ResultFiles.Coverage((int) cells.number("measured"), (int) cells.number("chosen"));
    }

    private static Figure figure(StoredObject figure) throws IOException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        figure.node().properties().stream().filter(entry -> !VALUES.contains(entry.getKey()))
                .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().isInt()
                        ? (Object) entry.getValue().asInt() : entry.getValue().asText()));
        return new Figure(new BenchmarkName(figure.text("benchmark"), figure.text("library"), parameters),
                figure.text("unit"), figure.number("speed"), figure.number("percentOfRoof"),
                figure.numbers("roundSpeeds"), figure.text("codePath"),
                figure.node().has(DOUBTS) ? figure.texts(DOUBTS) : List.of());
    }
}
