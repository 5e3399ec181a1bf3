package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.random.peers.Initialization;
import dev.evenkeel.bench.random.peers.Memory;
import dev.evenkeel.bench.random.peers.SamplingPeers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Weights of dense layers; variants are schemes, off the heap or not, first fills or not. */
public final class Initializers implements Subject {
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})");

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
                    variants.isEmpty() ? List.of(InitializerVariant.ALL) : variants,
                    count);
        }
        return List.copyOf(cells);
    }

    private static void headline(Set<Cell> cells, int threads) {
        if (threads > 1) return;
        add(cells, List.of("1024x4096"), List.of("he-normal"), threads);
        add(cells, List.of("512x512"), List.of("orthogonal"), threads);
    }

    private static void add(Set<Cell> cells, List<String> shapes, List<String> variants, int threads) {
        for (String text : variants) {
            for (InitializerVariant variant : InitializerVariant.parse(text)) {
                for (String shape : shapes) cells.add(cell(shape, variant, threads));
            }
        }
    }

    private static Cell cell(String shape, InitializerVariant variant, int threads) {
        Matcher matcher = SHAPE.matcher(shape);
        if (!matcher.matches())
            throw new IllegalArgumentException("shape '" + shape + "': expected outputs x inputs such as 1024x4096");
        return new InitializerCell(new Initialization(variant.scheme(), Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)), variant.memory(), threads), variant.isCold());
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        boolean isCold = benchmark.equals(InitializerCell.FIRST_FILL);
        if (!isCold && !benchmark.equals(InitializerCell.FILL)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape) || !(parameters.get("scheme") instanceof String scheme)
                || !(parameters.get("memory") instanceof String memory)
                || !(parameters.get("threads") instanceof Integer threads)) {
            throw new IllegalArgumentException(parameters + ": shape, scheme, memory and threads are needed");
        }
        return Subject.known(cell(shape,
                new InitializerVariant(InitializerVariant.scheme(scheme), Memory.parse(memory), isCold), threads),
                parameters);
    }

    @Override
    public List<String> libraries(boolean quick) {
        return List.copyOf(SamplingPeers.load().byName().keySet());
    }
}
