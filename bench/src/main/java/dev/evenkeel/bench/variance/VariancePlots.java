package dev.evenkeel.bench.variance;

import dev.evenkeel.Execution;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** PNG files beside the JSON: histograms against densities, and the propagation of variances. */
final class VariancePlots {
    private static final int SAMPLES = 1 << 22;
    private static final int BINS = 120;

    /** The end of an axis is a multiple of this. */
    private static final double STEP = 0.5;

    /** log₁₀ of the least mean square that is drawn; the name of a line that goes below says so. */
    static final double FLOOR = -20;

    /**
     * A line has a mark at every so many layers, each line at layers of its own: where lines coincide, all are seen.
     */
    static final int MARK_EVERY = 10;

    private static final Color[] COLORS = {new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
        new Color(0xCC79A7), new Color(0x56B4E9), new Color(0xE69F00), new Color(0x000000), new Color(0x7A5195),
        new Color(0x8C6D31)};
    private static final Marker[] MARKS = {SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.CROSS, SeriesMarkers.PLUS,
        SeriesMarkers.TRAPEZOID, SeriesMarkers.OVAL};

    private VariancePlots() {}

    static List<Path> write(VarianceReport report, Path directory, Execution execution) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        files.add(save(
                List.of(histogram(DistributionFamily.UNIFORM,
                        UniformContinuousDistribution.of(-Math.sqrt(3), Math.sqrt(3)),
                        execution),
                        histogram(DistributionFamily.NORMAL, NormalDistribution.of(0, 1), execution),
                        histogram(DistributionFamily.TRUNCATED_NORMAL, truncated(), execution)),
                1,
                3, directory.resolve("variance-histograms.png")));
        List<XYChart> charts = new ArrayList<>();
        for (String activation : report.propagation().stream().map(SignalPropagation::activation).distinct().toList()) {
            charts.add(propagation(report, activation, true));
            charts.add(propagation(report, activation, false));
        }
        files.add(save(charts, charts.size() / 2, 2, directory.resolve("variance-propagation.png")));
        return files;
    }

    private static ContinuousDistribution truncated() {
        double deviation = 1 / Math.sqrt(DistributionFamily.TRUNCATED_NORMAL.variance());
        return TruncatedNormalDistribution.of(0, deviation, -2 * deviation, 2 * deviation);
    }

    /** Variance 1; bars from float32 samples, line from somebody else's density. */
    private static XYChart histogram(DistributionFamily family, ContinuousDistribution reference, Execution execution) {
        Distribution distribution = family.withVariance(1);
        float[] samples = new float[SAMPLES];
        Sampling.fill(samples, distribution, RandomStream.philox(1).stream(family.name()), execution);
        double range = range(samples);
        double width = 2 * range / BINS;
        int[] counts = new int[BINS];
        for (float sample : samples) {
            counts[Math.min(BINS - 1, (int) Math.floor((sample + range) / width))]++;
        }
        double[] x = new double[BINS];
        double[] edge = new double[BINS];
        double[] measured = new double[BINS];
        double[] density = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            x[bin] = -range + (bin + 0.5) * width;
            edge[bin] = -range + bin * width;
            measured[bin] = counts[bin] / (SAMPLES * width);
            density[bin] = reference.probability(x[bin] - width / 2, x[bin] + width / 2) / width;
        }
        XYChart chart = new XYChartBuilder().width(520).height(380).title(name(family.name()) + ", variance 1")
                .xAxisTitle("σ")
                .yAxisTitle("density").theme(Styler.ChartTheme.Matlab).build();
        chart.getStyler().setXAxisDecimalPattern("0.0").setXAxisMin(-range).setXAxisMax(range);
        XYSeries bars = chart.addSeries("samples", edge, measured);
        bars.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea).setMarker(SeriesMarkers.NONE);
        chart.addSeries("density", x, density).setMarker(SeriesMarkers.NONE);
        return chart;
    }

    /** Where all samples lie. */
    private static double range(float[] samples) {
        double largest = 0;
        for (float sample : samples) largest = Math.max(largest, Math.abs(sample));
        return Math.ceil(largest / STEP) * STEP;
    }

    static XYChart propagation(VarianceReport report, String activation, boolean forward) {
        XYChart chart = new XYChartBuilder().width(760).height(420)
                .title(activation + (forward ? ": signal" : ": gradient")).xAxisTitle("layer")
                .yAxisTitle("log₁₀ mean square").theme(Styler.ChartTheme.Matlab).build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        int line = 0;
        for (SignalPropagation run : report.propagation()) {
            if (!run.activation().equals(activation)) continue;
            double[] squares = forward ? run.forward() : run.backward();
            int[] drawn = IntStream.range(0, squares.length).filter(layer -> isDrawn(squares[layer])).toArray();
            int offset = line++;
            int[] marked = Arrays.stream(drawn).filter(layer -> layer % MARK_EVERY == offset % MARK_EVERY).toArray();
            Color color = COLORS[offset % COLORS.length];
            add(chart, run.scheme() + " (line)", drawn, squares).setMarker(SeriesMarkers.NONE).setLineColor(color)
                    .setShowInLegend(false);
            add(chart, run.scheme() + below(squares, forward), marked.length > 0 ? marked : new int[] {drawn[0]},
                    squares).setMarker(MARKS[offset % MARKS.length]).setMarkerColor(color)
                    .setLineStyle(SeriesLines.NONE);
        }
        return chart;
    }

    private static XYSeries add(XYChart chart, String name, int[] layers, double[] squares) {
        XYSeries series = chart.addSeries(name, Arrays.stream(layers).asDoubleStream().toArray(),
                Arrays.stream(layers).mapToDouble(layer -> Math.log10(squares[layer])).toArray());
        series.setLineWidth(2);
        return series;
    }

    private static boolean isDrawn(double square) {
        return Math.log10(square) >= FLOOR;
    }

    /** Where a line ends although its layers go on, in the direction of the signal or of the gradient. */
    private static String below(double[] squares, boolean forward) {
        int[] below = IntStream.range(0, squares.length).filter(layer -> !isDrawn(squares[layer])).toArray();
        if (below.length == 0) return "";
        return String.format(Locale.ROOT, " (layer %d: %.0e)", forward ? squares.length - 1 : 0,
                squares[forward ? squares.length - 1 : 0]);
    }

    private static Path save(List<XYChart> charts, int rows, int columns, Path file) throws IOException {
        BitmapEncoder.saveBitmap(charts, rows, columns, file.toString(), BitmapEncoder.BitmapFormat.PNG);
        return file;
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
