package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.observe.Histogram;
import dev.evenkeel.bench.study.paper.LayerTrace;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import dev.evenkeel.bench.study.train.Checkpoint;
import dev.evenkeel.bench.study.train.Observation;
import dev.evenkeel.bench.study.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;

/** Figure 4: activations at the end of training, of the networks as their checkpoints have them. */
final class EndHistograms implements Statement {
    private static final PaperNetwork TANH = PaperNetwork.TANH;
    private static final PaperNetwork SOFTSIGN = PaperNetwork.SOFTSIGN;
    private static final int BINS = 40;

    /** Share of the activations that a mode must have. */
    private static final double MANY = 0.05;

    private final Examples test;
    private final Execution execution;

    EndHistograms(Examples test, Execution execution) {
        this.test = test;
        this.execution = execution;
    }

    @Override
    public String id() { return "figure-4"; }

    @Override
    public String title() { return "Figure 4, activations at the end"; }

    @Override
    public String sentence() {
        return "At the end of training tanh's lower layers have modes at −1 and 1 beside the one at 0, so they are saturated;"
                + " many of softsign's activations lie around ±0.6 to ±0.8, at the knees of the function.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 3.3 and figure 4"; }

    @Override
    public List<PaperNetwork> networks() { return List.of(TANH, SOFTSIGN); }

    @Override
    public List<LayerValue> values() { return List.of(); }

    /** Whether a network's last state was kept. */
    static boolean isKept(Trace trace) {
        return Files.isRegularFile(trace.folder().resolve(TrainingRun.CHECKPOINT));
    }

    /** A layer's activations of all seeds. */
    private record Layer(long[] counts, long total) {
        /** The share over its width. */
        double density(double from, double to) {
            return share(from, to) / (2 * (to - from));
        }

        /** Share of the activations whose size lies between two edges of bins. */
        double share(double from, double to) {
            long found = 0;
            for (int bin = 0; bin < BINS; bin++) {
                double middle = Math.abs(middle(bin));
                if (middle > from && middle < to) found += counts[bin];
            }
            return (double) found / total;
        }

        double density(int bin) {
            return (double) counts[bin] / total * BINS / 2;
        }

        static double middle(int bin) {
            return (bin + 0.5) * 2 / BINS - 1;
        }
    }

    private List<Layer> layers(List<Trace> traces, PaperNetwork network, LongSummaryStatistics steps)
            throws IOException {
        List<Layer> layers = new ArrayList<>();
        int examples = (int) Math.min(LayerTrace.EXAMPLES, test.size());
        for (Trace trace : traces) {
            Checkpoint checkpoint = Checkpoint.read(trace.folder().resolve(TrainingRun.CHECKPOINT));
            steps.accept(checkpoint.step());
            Observation observation = new Observation(checkpoint.parameters(), examples, execution);
            test.read(0, observation.x(), new int[examples], execution);
            observation.forward();
            for (int layer = 0; layer < network.hiddenLayers(); layer++) {
                Histogram histogram = Histogram.of(observation.output(layer), -1, 1, BINS);
                long[] counts = histogram.counts();
                if (layers.size() == layer) layers.add(new Layer(counts, histogram.total()));
                else layers.set(layer, sum(layers.get(layer), counts, histogram.total()));
            }
        }
        return layers;
    }

    private static Layer sum(Layer layer, long[] counts, long total) {
        for (int bin = 0; bin < BINS; bin++) counts[bin] += layer.counts[bin];
        return new Layer(counts, layer.total + total);
    }

    @Override
    public Result compare(PaperTraces traces) throws IOException {
        LongSummaryStatistics steps = new LongSummaryStatistics();
        List<Layer> tanh = layers(traces.of(TANH), TANH, steps);
        List<Layer> softsign = layers(traces.of(SOFTSIGN), SOFTSIGN, steps);
        long saturated = tanh.stream().filter(layer -> layer.share(0.95, 1) >= MANY
                && layer.density(0.95, 1) > layer.density(0.8, 0.95)).count();
        long kneed = softsign.stream().filter(layer -> layer.share(0.6, 0.8) >= MANY
                && layer.density(0.6, 0.8) > layer.density(0.8, 1)
                && layer.density(0.6, 0.8) > layer.density(0.4, 0.6)).count();
        Verdict verdict = saturated > 0 && kneed > 0 ? Verdict.REPRODUCED
                : saturated + kneed > 0 ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text(
                "After %s updates %d of %d layers of tanh have modes at the ends, and %d of %d of "
                        + "softsign have one between 0.6 and 0.8.",
                steps.getMin() == steps.getMax() ? Finding.text("%,d", steps.getMin())
                        : Finding.text("%,d to %,d", steps.getMin(), steps.getMax()),
                saturated, tanh.size(), kneed,
                softsign.size());
        String setup = Finding.text("Activations of %d test images, by the last checkpoints, which may be of later "
                + "updates than the other figures, all seeds together. Rule: "
                + "a mode at the ends is a greater density beyond 0.95 than from 0.8 to 0.95; one at the knees is a "
                + "greater density from 0.6 to 0.8 than on both sides of it, each with %.0f %% of the activations or "
                + "more. Reproduced: each in a layer or more. Partly: one of the two. The paper's networks had learnt "
                + "for millions of updates.", LayerTrace.EXAMPLES, 100 * MANY);
        Numbers numbers = Numbers.of("histograms", "network", "layer", "activation", "density");
        List<Section.Figure> figures = List.of(
                figure("Tanh: modes at ±1 in " + saturated + " of " + tanh.size() + " layers", TANH, tanh, numbers),
                figure("Softsign: modes at the knees in " + kneed + " of " + softsign.size() + " layers", SOFTSIGN,
                        softsign, numbers));
        return new Result(new Finding.Seen(verdict, reason, setup, OverSeeds.seeds(traces, TANH)), List.of(numbers),
                figures);
    }

    private static Section.Figure figure(String title, PaperNetwork network, List<Layer> layers, Numbers numbers) {
        List<Chart.Series> series = new ArrayList<>();
        Table table = new Table("layer", "|a| below 0.4", "0.4 to 0.6", "0.6 to 0.8", "0.8 to 0.95", "beyond 0.95");
        for (int layer = 0; layer < layers.size(); layer++) {
            Layer its = layers.get(layer);
            String name = "layer " + (layer + 1);
            List<Chart.Point> points = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                numbers.add(network.label(), layer + 1, Layer.middle(bin), its.density(bin));
                points.add(new Chart.Point(Layer.middle(bin), its.density(bin), null,
                        Finding.text("%s: density %.3f at %.2f", name, its.density(bin), Layer.middle(bin))));
            }
            series.add(new Chart.Series(name, Style.number(layer), Chart.Role.CURVE, points));
            table.add(name, share(its, 0, 0.4), share(its, 0.4, 0.6), share(its, 0.6, 0.8), share(its, 0.8, 0.95),
                    share(its, 0.95, 1));
        }
        return new Section.Figure(title, "Share of the activations of each hidden layer per unit of the axis.",
                Chart.plane(new Chart.Axis("activation", Chart.Scale.LINEAR, -1.0, 1.0, List.of()),
                        new Chart.Axis("density", Chart.Scale.LINEAR, 0.0, null, List.of()), series),
                table, false);
    }

    private static String share(Layer layer, double from, double to) {
        return Finding.text("%.1f %%", 100 * layer.share(from, to));
    }
}
