package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.PeerCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Floors from what some runs of unchanged code measured. Their tolerances are such that one more run falls below any of
 * them with a chosen probability at most: prediction limits of Student's t for the logarithms of the shares, Bonferroni
 * over the floors. It holds for runs that scatter as these did, on such a machine.
 *
 * @param floors of our library
 * @param leftOut what got no floor, one sentence each
 */
public record FloorsOfRuns(Floors floors, List<String> leftOut) {
    /** Fewer say nothing of how runs scatter. */
    public static final int LEAST_RUNS = 3;

    private static final double DECIMALS = 10;

    /**
     * A run that was found.
     *
     * @param date as in the names of folders
     * @param run null if it cannot be read
     * @param unreadable why; null if it can be read
     */
    private record Found(String date, StoredRun run, IOException unreadable) {
        /** Of one that cannot be read the folder's name says the date. */
        static Found in(Path folder) {
            try {
                StoredRun run = StoredRun.read(folder);
                return new Found(run.run().date().replace(":", ""), run, null);
            } catch (IOException e) {
                return new Found(folder.getFileName().toString(), null, e);
            }
        }
    }

    /**
     * The last runs of the newest one's machine, revision and command, the newest first.
     *
     * @param results the folder that holds all runs
     * @param count how many
     * @throws IOException if there are fewer, or one that is newer than the last of them cannot be read
     */
    public static List<StoredRun> last(Path results, int count) throws IOException {
        List<StoredRun> alike = new ArrayList<>();
        for (Found found : newestFirst(results)) {
            if (alike.size() == count) break;
            if (found.unreadable != null) throw found.unreadable;
            if (alike.isEmpty() || isAlike(found.run, alike.getFirst())) alike.add(found.run);
        }
        if (alike.size() < count) {
            throw new IOException(
                    results + " holds " + Counted.of(alike.size(), "run") + " of " + (alike.isEmpty() ? "any machine"
                            : "the last one's machine, Java, kernels, revision and command") + "; expected " + count);
        }
        return alike;
    }

    private static List<Found> newestFirst(Path results) throws IOException {
        if (!Files.isDirectory(results)) return List.of();
        try (Stream<Path> folders = Files.list(results)) {
            return folders
                    .filter(folder -> !folder.endsWith(RunFolder.LATEST)
                            && Files.exists(folder.resolve(RunFolder.SUMMARY)))
                    .map(Found::in).sorted(Comparator.comparing(Found::date).reversed()).toList();
        }
    }

    private static boolean isAlike(StoredRun one, StoredRun other) {
        return one.isOfSameMachineAs(other) && one.run().revision().equals(other.run().revision())
                && one.run().command().equals(other.run().command());
    }

    /**
     * Derives floors.
     *
     * @param runs the newest first, {@value #LEAST_RUNS} or more
     * @param risk the probability that unchanged code falls below any floor in one run
     * @throws IllegalArgumentException if no figure is in all of them
     */
    public static FloorsOfRuns of(List<StoredRun> runs, double risk) {
        Map<BenchmarkName, double[]> shares = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        for (StoredRun.Figure figure : runs.getFirst().figures()) {
            String library = figure.name().library();
            if (!PeerCatalog.isOurs(library) || PeerCatalog.isVersion(library)) continue;
            double[] sound = runs.stream().flatMap(run -> run.figures().stream())
                    .filter(other -> other.name().equals(figure.name()) && other.doubts().isEmpty())
                    .mapToDouble(StoredRun.Figure::percentOfRoof).toArray();
            if (sound.length == runs.size()) shares.put(figure.name(), sound);
            else leftOut.add(figure.name() + ": sound in " + sound.length + " of " + runs.size() + " runs");
        }
        List<Floors.Floor> floors = new ArrayList<>();
        shares.forEach((name, percents) -> {
            Floors.Floor floor = floor(name, percents, risk / shares.size());
            if (floor.tolerancePercent() < 100 && floor.percentOfRoof() > 0) floors.add(floor);
            else leftOut.add(name + ": scatters too much for a floor");
        });
        if (floors.isEmpty()) {
            throw new IllegalArgumentException(
                    "no figure of ours is sound in all " + runs.size() + " runs: " + leftOut);
        }
        return new FloorsOfRuns(new Floors(floors), leftOut);
    }

    private static Floors.Floor floor(BenchmarkName name, double[] percents, double risk) {
        double[] logarithms = Arrays.stream(percents).map(Math::log).toArray();
        double mean = Arrays.stream(logarithms).average().orElseThrow();
        int n = percents.length;
        double limit = mean - TDistribution.of(n - 1.0).inverseSurvivalProbability(risk)
                * StandardDeviation.of(logarithms).getAsDouble() * Math.sqrt(1 + 1.0 / n);
        double typical = Math.round(DECIMALS * Median.withDefaults().evaluate(percents)) / DECIMALS;
        double tolerance = Math.ceil(DECIMALS * 100 * Math.max(0, 1 - Math.exp(limit) / typical)) / DECIMALS;
        return new Floors.Floor(name, typical, tolerance);
    }

    /** What was derived, for people. */
    public String text(List<StoredRun> runs, double risk) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%s from %s, revision %s. Unchanged code falls below any of them in at most %.3g %% of runs%n"
                        + "that scatter as these do (Student's t on logarithms, Bonferroni over the floors).%n",
                Counted.of(floors.floors().size(), "floor"), Counted.of(runs.size(), "run"),
                runs.getFirst().run().revision(), 100 * risk));
        for (Floors.Floor floor : floors.floors()) {
            text.append(String.format(Locale.ROOT, "%5.1f %% of roof, %4.1f %% less tolerated: %s%n",
                    floor.percentOfRoof(), floor.tolerancePercent(), floor.name()));
        }
        for (String reason : leftOut) text.append("no floor: ").append(reason).append('\n');
        return text.toString();
    }
}
