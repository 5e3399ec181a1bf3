package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.Comparison;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.GeometricMean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * All ratios of a benchmark to the best other library in a few lines: geometric means by number of threads, quantiles
 * where there are many, the worst cells, the significantly slower ones.
 */
public final class RatioSummary {
    private static final int WORST_SHOWN = 5;

    /** Cells that make a distribution. */
    private static final int MANY = 20;

    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75};

    private final String other;
    private final Function<CellResult, Optional<Comparison>> comparison;
    private final List<CellResult> compared;
    private final long inconclusive;

    /** Of the cells in which we and another library took part, but for those that are inconclusive. */
    public RatioSummary(List<CellResult> results) {
        this(results, "best other", CellResult::comparison);
    }

    private RatioSummary(List<CellResult> results, String other,
            Function<CellResult, Optional<Comparison>> comparison) {
        this.other = other;
        this.comparison = comparison;
        List<CellResult> all = results.stream().filter(result -> comparison.apply(result).isPresent()).toList();
        compared = all.stream().filter(result -> !result.isInconclusive()).toList();
        inconclusive = all.size() - compared.size();
    }

    /** One for each other revision of our library that took part, then that of the best others. */
    public static String texts(List<CellResult> results) {
        Set<String> versions = results.stream().flatMap(result -> result.times().stream()).map(LibraryTimes::library)
                .filter(PeerCatalog::isVersion).collect(Collectors.toCollection(LinkedHashSet::new));
        StringBuilder text = new StringBuilder();
        for (String version : versions) {
            text.append(new RatioSummary(results, version, result -> result.comparison(version)).text());
        }
        return text.append(new RatioSummary(results).text()).toString();
    }

    /** The geometric mean of ours / best other over the cells with this many threads, if there are any. */
    public Optional<Double> geometricMean(int threads) {
        double[] ratios = ratios(threads);
        return ratios.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(ratios).getAsDouble());
    }

    private double[] ratios(int threads) {
        return compared.stream().filter(result -> result.cell().threads() == threads)
                .mapToDouble(this::ratio).toArray();
    }

    private String quantiles(int threads) {
        double[] at = Quantile.withDefaults().with(EstimationMethod.HF7).evaluate(ratios(threads), QUANTILES);
        return String.format(Locale.ROOT, "5 %% of them below %.3f, 25 %% below %.3f, median %.3f, 25 %% above %.3f%n",
                at[0], at[1], at[2], at[3]);
    }

    /** Empty without a comparison. */
    public String text() {
        StringBuilder text = new StringBuilder();
        Map<Integer, Integer> cells = new TreeMap<>();
        for (CellResult result : compared) cells.merge(result.cell().threads(), 1, Integer::sum);
        cells.forEach((threads, count) -> text.append(String.format(Locale.ROOT,
                "geometric mean of ours / %s, %s, %s: %.3f%n", other,
                Counted.of(threads, "thread"), Counted.of(count, "cell"), geometricMean(threads).orElseThrow()))
                .append(count < MANY ? "" : quantiles(threads)));
        if (compared.size() > 1) {
            text.append("lowest: ").append(list(compared.stream()
                    .sorted(Comparator.comparingDouble(this::ratio)).limit(WORST_SHOWN).toList()));
        }
        List<CellResult> slower = compared.stream().filter(this::isSlower)
                .sorted(Comparator.comparingDouble(this::ratio)).toList();
        if (!slower.isEmpty())
            text.append("significantly slower in ").append(Counted.of(slower.size(), "cell")).append(": ")
                    .append(list(slower));
        if (inconclusive > 0)
            text.append("left out as inconclusive: ").append(Counted.of(inconclusive, "cell")).append('\n');
        return text.toString();
    }

    private double ratio(CellResult result) {
        return comparison.apply(result).orElseThrow().ratio();
    }

    private boolean isSlower(CellResult result) {
        Comparison found = comparison.apply(result).orElseThrow();
        return found.isSignificant() && found.ratio() < 1;
    }

    private String list(List<CellResult> results) {
        return String
                .join("; ", results.stream()
                        .map(result -> String.format(Locale.ROOT, "%s %.3f", result.cell(), ratio(result))).toList())
                + "\n";
    }
}
