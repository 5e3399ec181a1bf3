package dev.evenkeel.bench.page.stored;

import dev.evenkeel.bench.campaign.Comparison;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.report.StoredRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A stored cell: the same work by several libraries.
 *
 * @param run that measured it
 * @param parameters what was done
 * @param figures one for each library
 */
public record Contest(Run run, Map<String, String> parameters, List<StoredRun.Figure> figures) {
    static Contest of(Run run, List<StoredRun.Figure> figures) {
        Map<String, String> parameters = new LinkedHashMap<>();
        figures.getFirst().name().parameters().forEach((name, value) -> parameters.put(name, value.toString()));
        return new Contest(run, parameters, figures);
    }

    /** What a library reached, if it took part. */
    public Optional<StoredRun.Figure> figure(String library) {
        return figures.stream().filter(figure -> figure.name().library().equals(library)).findFirst();
    }

    /** What our library reached, if it took part. */
    public Optional<StoredRun.Figure> ours() {
        return figure(PeerCatalog.OURS);
    }

    /** The fastest of the others, if there are others. */
    public Optional<StoredRun.Figure> bestOther() {
        return figures.stream().filter(figure -> !PeerCatalog.isOurs(figure.name().library()))
                .max(Comparator.comparingDouble(StoredRun.Figure::speed));
    }

    /** The fastest of all. */
    public StoredRun.Figure best() {
        return figures.stream().max(Comparator.comparingDouble(StoredRun.Figure::speed)).orElseThrow();
    }

    /** Why nothing can be concluded from the figures; empty if something can. */
    public List<String> doubts() {
        return figures.getFirst().doubts();
    }

    /** Ours against the best other, where both have the same rounds. */
    public Optional<Comparison> comparison() {
        Optional<StoredRun.Figure> ours = ours();
        Optional<StoredRun.Figure> best = bestOther();
        if (ours.isEmpty() || best.isEmpty()) return Optional.empty();
        double[] mine = times(ours.get());
        double[] theirs = times(best.get());
        boolean areSpeeds = DoubleStream.concat(DoubleStream.of(mine), DoubleStream.of(theirs))
                .allMatch(time -> time > 0 && Double.isFinite(time));
        return mine.length == 0 || mine.length != theirs.length || !areSpeeds ? Optional.empty()
                : Optional.of(Comparison.ofPairs(mine, theirs));
    }

    /** The speed that the machine allows, as the best of the figures tells it; NaN if none does. */
    public double limit() {
        return figures.stream().filter(figure -> figure.percentOfRoof() > 0)
                .mapToDouble(figure -> 100 * figure.speed() / figure.percentOfRoof()).findFirst().orElse(Double.NaN);
    }

    /** The parameters' names that tell these cells apart, or that do not. */
    public static List<String> parameters(Collection<Contest> cells, boolean areDifferent) {
        Set<String> names = cells.stream().flatMap(cell -> cell.parameters.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.stream().filter(name -> cells.stream().map(cell -> cell.parameters.getOrDefault(name, ""))
                .distinct().count() > 1 == areDifferent).toList();
    }

    /** All libraries of these cells, ours first. */
    public static List<String> libraries(Collection<Contest> cells) {
        Set<String> names = new LinkedHashSet<>();
        for (Contest cell : cells) for (StoredRun.Figure figure : cell.figures) names.add(figure.name().library());
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparing(name -> !PeerCatalog.isOurs(name)));
        return sorted;
    }

    private static double[] times(StoredRun.Figure figure) {
        return Arrays.stream(figure.roundSpeeds()).map(speed -> 1 / speed).toArray();
    }
}
