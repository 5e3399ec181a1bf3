package dev.evenkeel.bench.sampling;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Weights of dense layers; variants are schemes. */
public final class Initializers implements Subject {
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})");
    private static final String ALL = "all";

    /** Needs nothing. */
    public Initializers() {}

    @Override
    public String name() { return "initializers"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        Set<Cell> cells = new LinkedHashSet<>();
        for (int count : threads) {
            if (shapes.isEmpty() && variants.isEmpty()) headline(cells, count);
            else add(cells, shapes.isEmpty() ? List.of("1024x1024") : shapes,
                    variants.isEmpty() ? List.of(ALL) : variants,
                    count);
        }
        return List.copyOf(cells);
    }

    private static void headline(Set<Cell> cells, int threads) {
        if (threads > 1) return;
        add(cells, List.of("1024x4096"), List.of("he-normal"), threads);
        add(cells, List.of("512x512"), List.of("orthogonal"), threads);
    }

    private static void add(Set<Cell> cells, List<String> shapes, List<String> schemes, int threads) {
        for (String name : schemes) {
            for (WeightScheme scheme : name.equals(ALL) ? List.of(WeightScheme.values()) : List.of(scheme(name))) {
                for (String shape : shapes) cells.add(cell(shape, scheme, threads));
            }
        }
    }

    private static Cell cell(String shape, WeightScheme scheme, int threads) {
        Matcher matcher = SHAPE.matcher(shape);
        if (!matcher.matches())
            throw new IllegalArgumentException("shape '" + shape + "': expected outputs x inputs such as 1024x4096");
        return new InitializerCell(new Initialization(scheme, Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)), threads));
    }

    private static WeightScheme scheme(String text) {
        return Arrays.stream(WeightScheme.values()).filter(scheme -> scheme.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "scheme '" + text + "': expected one of " + Arrays.toString(WeightScheme.values())));
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(InitializerCell.FILL)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape) || !(parameters.get("scheme") instanceof String scheme)
                || !(parameters.get("threads") instanceof Integer threads)) {
            throw new IllegalArgumentException(parameters + ": shape, scheme and threads are needed");
        }
        Cell cell = cell(shape, scheme(scheme), threads);
        if (!cell.parameters().equals(parameters))
            throw new IllegalArgumentException(parameters + ": expected " + cell.parameters());
        return Optional.of(cell);
    }

    @Override
    public List<String> libraries(boolean quick) {
        return List.copyOf(SamplingPeers.load().byName().keySet());
    }
}
