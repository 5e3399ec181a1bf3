package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Batch normalisation; variants are passes and layouts. */
public final class Normalizations implements Subject {
    private static final Set<String> FASTEST = Set.of(PeerCatalog.OURS, "onednn", "onednn-blocked", "libtorch");
    private static final List<Pass> PASSES = List.of(Pass.FORWARD, Pass.BACKWARD, Pass.INFERENCE);

    /** Needs nothing. */
    public Normalizations() {}

    @Override
    public String name() { return "batchnorm"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        List<Pass> passes = new ArrayList<>();
        List<Storage> storages = new ArrayList<>();
        for (String variant : variants) choose(variant, passes, storages);
        List<Cell> cells = new ArrayList<>();
        for (int count : threads) {
            for (FeatureShape shape : shapes(shapes)) {
                for (Storage storage : Storage.of(shape)) {
                    if (!storages.isEmpty() && !storages.contains(storage)) continue;
                    for (Pass pass : passes.isEmpty() ? PASSES : passes)
                        cells.add(new NormalizationCell(new Normalization(shape, storage, pass, count)));
                }
            }
        }
        return cells.stream().distinct().toList();
    }

    private static List<FeatureShape> shapes(List<String> texts) {
        return (texts.isEmpty() ? Stream.of(FeatureShapes.HEADLINE.name()) : texts.stream())
                .flatMap(text -> FeatureShapes.parse(text).stream()).toList();
    }

    private static void choose(String variant, List<Pass> passes, List<Storage> storages) {
        String name = variant.toUpperCase(Locale.ROOT).replace('-', '_');
        if (Arrays.stream(Pass.values()).anyMatch(pass -> pass.name().equals(name))) passes.add(Pass.valueOf(name));
        else if (Arrays.stream(Storage.values()).anyMatch(storage -> storage.name().equals(name)))
            storages.add(Storage.valueOf(name));
        else throw new IllegalArgumentException("variant '" + variant + "': expected passes of "
                + Arrays.toString(Pass.values()) + " or layouts of " + Arrays.toString(Storage.values()));
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(NormalizationCell.NORMALIZE)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape) || !(parameters.get("layout") instanceof String layout)
                || !(parameters.get("pass") instanceof String pass)
                || !(parameters.get("threads") instanceof Integer threads)) {
            throw new IllegalArgumentException(parameters + ": shape, layout, pass and threads are needed");
        }
        return Subject.known(new NormalizationCell(new Normalization(FeatureShape.parse(shape), Storage.valueOf(layout),
                Pass.valueOf(pass), threads)), parameters);
    }

    @Override
    public List<String> libraries(boolean quick) {
        List<String> names = List.copyOf(NormalizationCell.catalog().byName().keySet());
        return quick && names.containsAll(FASTEST) ? names.stream().filter(FASTEST::contains).toList() : names;
    }
}
