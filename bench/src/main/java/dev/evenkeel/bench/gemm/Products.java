package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Subject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Matrix products; variants are transpositions. */
public final class Products implements Subject {
    /** This set brings its own transpositions. */
    private static final String STEPS = "steps";

    private static final Set<String> FASTEST = Set.of(PeerCatalog.OURS, "openblas", "onednn-matmul", "onednn-sgemm");

    /** Needs nothing. */
    public Products() {}

    @Override
    public String name() { return "gemm"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        List<Transposition> chosen = variants.stream().map(Products::transposition).toList();
        Set<Cell> cells = new LinkedHashSet<>();
        for (int count : threads) {
            for (String text : shapes.isEmpty() ? List.of(ShapeSet.HEADLINE.name()) : shapes) {
                if (text.equals(STEPS)) addSteps(cells, count);
                else if (RandomProducts.isMeant(text)) addRandom(cells, RandomProducts.parse(text),
                        chosen.isEmpty() ? List.of(Transposition.values()) : chosen, count);
                else addShapes(cells, text, chosen.isEmpty() ? List.of(Transposition.NN) : chosen, count);
            }
        }
        return List.copyOf(cells);
    }

    private static void addSteps(Set<Cell> cells, int count) {
        for (TrainingStep step : TrainingStep.STANDARD) {
            step.products().forEach((transpose, shape) -> cells.add(new ProductCell(shape, transpose, count)));
        }
    }

    private static void addRandom(Set<Cell> cells, RandomProducts products, List<Transposition> transpositions,
            int count) {
        for (RandomProducts.Drawn<Transposition> drawn : products.draw(transpositions, Float.BYTES)) {
            cells.add(new ProductCell(drawn.shape(), drawn.variant(), count));
        }
    }

    private static void addShapes(Set<Cell> cells, String text, List<Transposition> transpositions, int count) {
        for (Shape shape : shapes(text)) {
            for (Transposition transpose : transpositions) cells.add(new ProductCell(shape, transpose, count));
        }
    }

    private static List<Shape> shapes(String text) {
        try {
            return ShapeSet.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or " + STEPS + ", or " + RandomProducts.FORM, e);
        }
    }

    private static Transposition transposition(String text) {
        try {
            return Transposition.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "transpose '" + text + "': expected one of " + Arrays.toString(Transposition.values()), e);
        }
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(ProductCell.MULTIPLY)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape)
                || !(parameters.get("transpose") instanceof String transpose)
                || !(parameters.get("threads") instanceof Integer threads)) {
            throw new IllegalArgumentException(parameters + ": shape, transpose and threads are needed");
        }
        return Subject.known(new ProductCell(Shape.parse(shape), transposition(transpose), threads), parameters);
    }

    @Override
    public List<String> libraries(boolean quick) {
        List<String> names = List.copyOf(GemmPeers.load().byName().keySet());
        return quick && names.containsAll(FASTEST) ? names.stream().filter(FASTEST::contains).toList() : names;
    }
}
