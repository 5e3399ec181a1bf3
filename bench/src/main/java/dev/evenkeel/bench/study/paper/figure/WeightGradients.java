package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.paper.LayerTrace;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Layer;
import dev.evenkeel.bench.study.paper.PaperTraces.Look;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.util.List;
import java.util.stream.DoubleStream;

/** Figure 9: weight gradients of the layers begin alike and part with standard weights. */
final class WeightGradients implements Statement {
    private static final PaperNetwork STANDARD = PaperNetwork.TANH;
    private static final PaperNetwork NORMALISED = PaperNetwork.TANH_N;

    /** Deviations within this factor count as alike; the first layer has pixels below it, and is left out. */
    private static final double ALIKE = 2;

    private static final int FIRST = 1;

    @Override
    public String id() { return "figure-9"; }

    @Override
    public String title() { return "Figure 9, weight gradients of tanh"; }

    @Override
    public String sentence() {
        return "Weight gradients have about the same deviation in all layers at the start, whatever the first weights; while"
                + " the network learns they part with standard weights and stay closer with normalised ones.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 4.2.1 and figure 9"; }

    @Override
    public List<PaperNetwork> networks() { return List.of(STANDARD, NORMALISED); }

    @Override
    public List<LayerValue> values() { return List.of(LayerValue.WEIGHT_GRADIENT); }

    private static double spread(Look look) {
        return OverSeeds.spread(look, FIRST, STANDARD.hiddenLayers(), LayerValue.WEIGHT_GRADIENT);
    }

    @Override
    public Result compare(PaperTraces traces) {
        double start = 0;
        for (PaperNetwork network : networks())
            for (Trace trace : traces.of(network)) start = Math.max(start, spread(trace.looks().getFirst()));
        double[] standard = ends(traces.of(STANDARD));
        double[] normalised = ends(traces.of(NORMALISED));
        boolean alike = start <= ALIKE;
        boolean closer = normalised[1] < standard[0];
        boolean parts = standard[0] > ALIKE;
        Verdict verdict = alike && closer && parts ? Verdict.REPRODUCED
                : alike && (closer || parts) ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text(
                "Greatest over least deviation of layers 2 to %d: at most %.2f at the start. After "
                        + "%,d updates %.2f to %.2f with standard weights, %.2f to %.2f with normalised ones.",
                STANDARD.hiddenLayers(), start, traces.plan().updates(), standard[0], standard[1], normalised[0],
                normalised[1]);
        String setup = Finding.text("Gradients of the mean cross-entropy of the same %d test images. Rule: alike is a "
                + "factor of at most %.0f. Reproduced: alike at the start in every seed, not alike at the end in any "
                + "seed of standard weights, and closer in every seed of normalised ones. Partly: alike at the start, "
                + "and one of the two. A network that has not begun to learn keeps its gradients: whether standard "
                + "weights part later on, %,d updates cannot say.", LayerTrace.EXAMPLES, ALIKE,
                traces.plan().updates());
        Chart.Axis axis = axis(traces);
        String note =
                "Standard deviation of the gradient of each hidden layer's weights, mean over the seeds; bands reach"
                        + " from the least to the greatest. Both charts have the same axes.";
        return new Result(new Finding.Seen(verdict, reason, setup, OverSeeds.seeds(traces, STANDARD)),
                List.of(OverSeeds.numbers(traces, networks(), values())),
                List.of(OverSeeds.layers(Finding.text("Standard weights: layers differ by a factor of %.1f at the end",
                        standard[1]), note, traces, STANDARD, LayerValue.WEIGHT_GRADIENT, axis),
                        OverSeeds.layers(Finding.text("Normalised weights: by a factor of %.1f", normalised[1]), note,
                                traces,
                                NORMALISED, LayerValue.WEIGHT_GRADIENT, axis)));
    }

    /** The least and the greatest spread of the seeds at their ends. */
    private static double[] ends(List<Trace> traces) {
        double[] all = traces.stream().mapToDouble(trace -> spread(trace.end())).sorted().toArray();
        return new double[] {all[0], all[all.length - 1]};
    }

    private Chart.Axis axis(PaperTraces traces) {
        double[] all = networks().stream().flatMap(network -> traces.of(network).stream())
                .flatMap(trace -> trace.looks().stream())
                .flatMap(look -> look.layers().stream().limit(STANDARD.hiddenLayers()))
                .mapToDouble(Layer::weightGradientStd).filter(value -> value > 0).sorted().toArray();
        double least = DoubleStream.of(all).findFirst().orElse(1);
        return new Chart.Axis("standard deviation", Chart.Scale.LOG10, least / 1.5, all[all.length - 1] * 1.5,
                List.of());
    }
}
