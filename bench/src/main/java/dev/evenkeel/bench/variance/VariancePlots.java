package dev.evenkeel.bench.variance;

import dev.evenkeel.Execution;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** PNG files beside the JSON: histograms against densities, and the propagation of variances. */
final class VariancePlots {
    private static final int SAMPLES = 1 << 22;
    private static final int BINS = 120;
    private static final double RANGE = 3.5;

    /** log₁₀ of a mean square of nothing. */
    private static final double FLOOR = -40;

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
        double width = 2 * RANGE / BINS;
        int[] counts = new int[BINS];
        for (float sample : samples) {
            int bin = (int) Math.floor((sample + RANGE) / width);
            if (bin >= 0 && bin < BINS) counts[bin]++;
        }
        double[] x = new double[BINS];
        double[] edge = new double[BINS];
        double[] measured = new double[BINS];
        double[] density = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            x[bin] = -RANGE + (bin + 0.5) * width;
            edge[bin] = -RANGE + bin * width;
            measured[bin] = counts[bin] / (SAMPLES * width);
            density[bin] = reference.probability(x[bin] - width / 2, x[bin] + width / 2) / width;
        }
        XYChart chart = new XYChartBuilder().width(520).height(380).title(name(family.name()) + ", variance 1")
                .xAxisTitle("σ")
                .yAxisTitle("density").theme(Styler.ChartTheme.Matlab).build();
        chart.getStyler().setXAxisDecimalPattern("0.0").setXAxisMin(-RANGE).setXAxisMax(RANGE);
        XYSeries bars = chart.addSeries("samples", edge, measured);
        bars.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea).setMarker(SeriesMarkers.NONE);
        chart.addSeries("density", x, density).setMarker(SeriesMarkers.NONE);
        return chart;
    }

    private static XYChart propagation(VarianceReport report, String activation, boolean forward) {
        XYChart chart = new XYChartBuilder().width(760).height(420)
                .title(activation + (forward ? ": signal" : ": gradient")).xAxisTitle("layer")
                .yAxisTitle("log₁₀ mean square").theme(Styler.ChartTheme.Matlab).build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        for (SignalPropagation run : report.propagation()) {
            if (!run.activation().equals(activation)) continue;
            double[] values = forward ? run.forward() : run.backward();
            double[] x = new double[values.length];
            double[] y = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                x[i] = i;
                y[i] = Math.max(FLOOR, Math.log10(values[i]));
            }
            chart.addSeries(run.scheme(), x, y).setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private static Path save(List<XYChart> charts, int rows, int columns, Path file) throws IOException {
        BitmapEncoder.saveBitmap(charts, rows, columns, file.toString(), BitmapEncoder.BitmapFormat.PNG);
        return file;
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
