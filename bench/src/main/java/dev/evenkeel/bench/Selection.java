package dev.evenkeel.bench;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.peers.MatrixMultiplyPeer;
import dev.evenkeel.bench.peers.PeerCatalog;
import dev.evenkeel.bench.product.Shape;
import dev.evenkeel.bench.product.ShapeSet;
import dev.evenkeel.bench.product.TrainingStep;
import dev.evenkeel.bench.product.Transposition;
import dev.evenkeel.bench.report.Floors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which cells and which libraries a run measures. */
final class Selection {
    private static final String ALL = "all";

    /** The only set that brings its own transpositions. */
    private static final String STEPS = "steps";

    private static final Set<String> QUICK = Set.of(PeerCatalog.OURS, "openblas", "onednn-matmul", "onednn-sgemm");

    @Option(names = "--shapes", split = ",", paramLabel = "SHAPE",
            description = {
                "Sets (headline, squares, training, batches, all) and shapes such as 256 or 32x1000x1000. Default: headline.",
                "steps: the three products of training steps, each with its own transposition."})
    private List<String> shapes;

    @Option(names = "--transposes", split = ",", paramLabel = "OP",
            description = "Of ${COMPLETION-CANDIDATES}. Default: NN.")
    private List<Transposition> transposes;

    @Option(names = "--threads", split = ",", paramLabel = "N",
            description = "Default: 1, and 2 if the machine has them.")
    private List<Integer> threads;

    @Option(names = "--libraries", split = ",", paramLabel = "NAME",
            description = "Of those on the class path, or all. Default: all; with --quick the fastest native ones; with --min-roof those it names.")
    private List<String> libraries;

    Selection() {}

    /** Whether nothing was left out: the main job. */
    boolean isEverything() {
        return shapes == null && transposes == null && threads == null && libraries == null;
    }

    /** Every shape with every transposition on every number of threads; the floors' own cells if no shape was chosen. */
    List<Cell> cells(Floors floors) {
        Set<Cell> cells = new LinkedHashSet<>();
        if (floors != null && shapes == null) {
            for (Floors.Floor floor : floors.floors()) cells.add(floor.name().cell());
            return List.copyOf(cells);
        }
        for (int count : threads == null ? defaultThreads() : threads) {
            for (String text : shapes == null ? List.of(ShapeSet.HEADLINE.name()) : shapes) {
                if (text.equals(STEPS)) addSteps(cells, count);
                else addShapes(cells, text, count);
            }
        }
        return List.copyOf(cells);
    }

    private static void addSteps(Set<Cell> cells, int count) {
        for (TrainingStep step : TrainingStep.STANDARD) {
            step.products().forEach((transpose, shape) -> cells.add(new Cell(shape, transpose, count)));
        }
    }

    private void addShapes(Set<Cell> cells, String text, int count) {
        for (Shape shape : shapes(text)) {
            for (Transposition transpose : transposes == null ? List.of(Transposition.NN) : transposes)
                cells.add(new Cell(shape, transpose, count));
        }
    }

    private static List<Shape> shapes(String text) {
        try {
            return ShapeSet.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or " + STEPS, e);
        }
    }

    private static List<Integer> defaultThreads() {
        return Runtime.getRuntime().availableProcessors() > 1 ? List.of(1, 2) : List.of(1);
    }

    /** In the catalog's order; ours first. */
    List<MatrixMultiplyPeer> libraries(Floors floors, boolean quick) {
        PeerCatalog catalog = PeerCatalog.load();
        if (libraries == null && floors != null) {
            Set<String> named = new LinkedHashSet<>();
            for (Floors.Floor floor : floors.floors()) named.add(floor.name().library());
            return named.stream().map(catalog::get).toList();
        }
        Map<String, MatrixMultiplyPeer> chosen = new LinkedHashMap<>();
        for (String name : libraries == null ? List.of(ALL) : libraries) {
            if (name.equals(ALL)) chosen.putAll(catalog.byName());
            else chosen.put(name, catalog.get(name));
        }
        List<MatrixMultiplyPeer> kept = new ArrayList<>(chosen.values());
        if (quick && libraries == null && chosen.keySet().containsAll(QUICK))
            kept.removeIf(library -> !QUICK.contains(library.name()));
        return kept;
    }
}
