package dev.evenkeel.bench.step;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Steps of training; variants are what follows the product of a hidden layer. */
public final class Steps implements Subject {
    /** Needs nothing. */
    public Steps() {}

    @Override
    public String name() { return "step"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        List<Hidden> hidden = variants.isEmpty() ? List.of(Hidden.TANH)
                : variants.stream().map(Steps::hidden).toList();
        List<StepShape> chosen = (shapes.isEmpty() ? Stream.of(StepShapes.HEADLINE.name()) : shapes.stream())
                .flatMap(text -> StepShapes.parse(text).stream()).toList();
        List<Cell> cells = new ArrayList<>();
        for (int count : threads) {
            for (StepShape shape : chosen) {
                for (Hidden one : hidden) cells.add(new StepCell(new Step(shape, one, count)));
            }
        }
        return cells.stream().distinct().toList();
    }

    private static Hidden hidden(String variant) {
        String name = variant.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Hidden.values()).filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "variant '" + variant + "': expected one of " + Arrays.toString(Hidden.values())));
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(StepCell.TRAIN)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape) || !(parameters.get("hidden") instanceof String hidden)
                || !(parameters.get("threads") instanceof Integer threads)) {
            throw new IllegalArgumentException(parameters + ": shape, hidden and threads are needed");
        }
        return Subject.known(new StepCell(new Step(StepShape.parse(shape), hidden(hidden), threads)), parameters);
    }

    @Override
    public List<String> libraries(boolean quick) {
        return List.copyOf(StepCell.catalog().byName().keySet());
    }
}
