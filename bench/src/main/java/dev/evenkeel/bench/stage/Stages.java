package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Stages of one kind; variants are words of their parameters. */
public final class Stages implements Subject {
    private static final String ALL = "all";
    private static final String HEADLINE = "headline";

    private final String name;
    private final List<? extends Stage> stages;
    private final Map<String, Set<String>> usual;
    private final Map<String, List<String>> shapes;

    /**
     * @param stages all of this kind
     * @param usual by parameter, the words that are meant where none of them is chosen; all if it is not there
     * @param headline shapes of the main job, the largest last
     * @param others that belong to the set of all, too
     */
    private Stages(String name, List<? extends Stage> stages, Map<String, Set<String>> usual, List<String> headline,
            String... others) {
        this.name = name;
        this.stages = stages;
        this.usual = usual;
        shapes = Map.of(HEADLINE, headline, ALL, Stream.concat(headline.stream(), Arrays.stream(others)).toList());
    }

    /** Activation functions in both directions, in the second-level cache and in memory. */
    public static Subject activations() {
        return new Stages("activation", ActivationStage.all(), Map.of("function",
                Set.of(ActivationFunction.TANH.name(), ActivationFunction.SIGMOID.name(),
                        ActivationFunction.GELU.name())),
                List.of("16x1024", "4096x4096"), "128x1000", "1024x1000");
    }

    /** Softmax and cross-entropy of few classes and of many. */
    public static Subject losses() {
        return new Stages("loss", List.of(LossStage.values()),
                Map.of("loss", Set.of(LossStage.CROSS_ENTROPY.name())),
                List.of("32x10", "128x9", "128x1000", "1024x1000"), "32x1000", "256x32000");
    }

    /** Updates of weights. */
    public static Subject optimizers() {
        return new Stages("optimizer", List.of(UpdateStage.values()),
                Map.of("rule", Set.of(UpdateStage.ADAMW.name(), UpdateStage.SGD_MOMENTUM.name())),
                List.of("1M", "16M"), "64K", "4M");
    }

    @Override
    public String name() { return name; }

    /** Of the main job, those on several threads have the largest shape. */
    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        boolean isMainJob = shapes.isEmpty() && variants.isEmpty();
        List<Extent> chosen = (shapes.isEmpty() ? Stream.of(HEADLINE) : shapes.stream()).flatMap(this::extents)
                .toList();
        Set<Cell> cells = new LinkedHashSet<>();
        for (int count : threads) {
            for (Extent extent : isMainJob && count > 1 ? List.of(chosen.getLast()) : chosen) {
                for (Stage stage : stages(variants)) cells.add(new StageCell(new StageTask(stage, extent, count)));
            }
        }
        return List.copyOf(cells);
    }

    private Stream<Extent> extents(String text) {
        List<String> set = shapes.get(text.toLowerCase(Locale.ROOT));
        if (set != null) return set.stream().map(Extent::parse);
        try {
            return Stream.of(Extent.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", or rows and columns such as 128x1000, or one of the sets " + shapes.keySet(),
                    e);
        }
    }

    private List<? extends Stage> stages(List<String> variants) {
        if (variants.contains(ALL)) return stages;
        Map<String, Set<String>> chosen = new HashMap<>();
        for (String variant : variants) {
            String word = variant.toUpperCase(Locale.ROOT).replace('-', '_');
            String parameter = words().entrySet().stream().filter(entry -> entry.getValue().contains(word))
                    .map(Map.Entry::getKey).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "variant '" + variant + "': expected " + ALL + " or some of " + words().values()));
            chosen.computeIfAbsent(parameter, unknown -> new LinkedHashSet<>()).add(word);
        }
        usual.forEach(chosen::putIfAbsent);
        return stages.stream().filter(stage -> stage.parameters().entrySet().stream().allMatch(
                entry -> chosen.getOrDefault(entry.getKey(), Set.of(entry.getValue())).contains(entry.getValue())))
                .toList();
    }

    private Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (Stage stage : stages) {
            stage.parameters().forEach(
                    (name, word) -> words.computeIfAbsent(name, unknown -> new LinkedHashSet<>()).add(word));
        }
        return words;
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(stages.getFirst().benchmark())) return Optional.empty();
        List<Stage> found = new ArrayList<>(stages);
        found.removeIf(stage -> !parameters.entrySet().containsAll(stage.parameters().entrySet()));
        if (!(parameters.get("shape") instanceof String shape)
                || !(parameters.get("threads") instanceof Integer threads) || found.isEmpty()) {
            throw new IllegalArgumentException(
                    parameters + ": shape, threads and some of " + words() + " are needed");
        }
        return Subject.known(new StageCell(new StageTask(found.getFirst(), Extent.parse(shape), threads)), parameters);
    }

    @Override
    public List<String> libraries(boolean quick) {
        return List.copyOf(StageCell.catalog().byName().keySet());
    }
}
