package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Memory;
import dev.evenkeel.bench.random.peers.SamplingPeers;
import dev.evenkeel.random.DistributionFamily;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills with random numbers; variants are distributions. */
public final class Fills implements Subject {
    private static final String ALL = "all";
    private static final List<String> ALL_SHAPES = List.of("1K", "64K", "1M", "16M", "64M");

    /** Needs nothing. */
    public Fills() {}

    @Override
    public String name() { return "sampling"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        Set<Cell> cells = new LinkedHashSet<>();
        for (int count : threads) {
            if (shapes.isEmpty() && variants.isEmpty()) headline(cells, count);
            else add(cells, shapes.isEmpty() ? List.of("16M") : shapes,
                    variants.isEmpty() ? List.of("normal") : variants,
                    count);
        }
        return List.copyOf(cells);
    }

    /**
     * In cache and out of it, every distribution, and the first fill of a JVM; several threads where it is largest:
     * under two minutes.
     */
    private static void headline(Set<Cell> cells, int threads) {
        if (threads == 1) {
            add(cells, List.of("64K"), List.of("normal"), threads);
            add(cells, List.of("16M"), List.of("normal", "uniform", "truncated"), threads);
            add(cells, List.of("1M"), List.of("normal/first"), threads);
        } else {
            add(cells, List.of("16M"), List.of("normal"), threads);
        }
    }

    private static void add(Set<Cell> cells, List<String> shapes, List<String> variants, int threads) {
        for (String variantText : variants) {
            SamplingVariant variant = SamplingVariant.parse(variantText);
            for (String shapeText : shapes) {
                for (String shape : shapeText.equals(ALL) ? ALL_SHAPES : List.of(shapeText)) {
                    cells.add(new SamplingCell(Count.parse(shape), variant.family(), variant.memory(),
                            variant.type(), threads, variant.isCold()));
                }
            }
        }
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        boolean isCold = benchmark.equals(SamplingCell.FIRST_FILL);
        if (!isCold && !benchmark.equals(SamplingCell.FILL)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape)
                || !(parameters.get("distribution") instanceof String distribution)
                || !(parameters.get("memory") instanceof String memory)
                || !(parameters.get("threads") instanceof Integer threads)
                || !(parameters.get("dtype") instanceof String dtype)) {
            throw new IllegalArgumentException(
                    parameters + ": shape, distribution, memory, threads and dtype are needed");
        }
        return Subject.known(new SamplingCell(Count.parse(shape), constant(DistributionFamily.class, distribution),
                Memory.parse(memory), constant(ElementType.class, dtype), threads, isCold), parameters);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "': expected one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<String> libraries(boolean quick) {
        return List.copyOf(SamplingPeers.load().byName().keySet());
    }
}
