package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.paper.LayerTrace;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Look;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.util.List;
import java.util.stream.Stream;

/** Figure 3: tanh's layers saturate one after another, softsign's move together. */
final class Saturation implements Statement {
    private static final PaperNetwork TANH = PaperNetwork.TANH;
    private static final PaperNetwork SOFTSIGN = PaperNetwork.SOFTSIGN;

    /** A 98th percentile above counts as saturated. */
    private static final double SATURATED = 0.9;

    /** Percentiles within this factor count as together. */
    static final double TOGETHER = 1.5;

    @Override
    public String id() { return "figure-3"; }

    @Override
    public String title() { return "Figure 3, saturation with standard weights"; }

    @Override
    public String sentence() {
        return "With standard first weights tanh saturates one layer after another, from the first one up; softsign's"
                + " layers move together and do not saturate like that.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, sections 3.2 and 3.3, figure 3"; }

    @Override
    public List<PaperNetwork> networks() { return List.of(TANH, SOFTSIGN); }

    @Override
    public List<LayerValue> values() { return List.of(LayerValue.P98, LayerValue.STD); }

    /** How many layers saturated one after another from the first one up; 0 if another one was before its turn. */
    private static int inTurn(Trace trace) {
        long before = -1;
        int count = 0;
        for (int layer = 0; layer < TANH.hiddenLayers(); layer++) {
            int its = layer;
            long step = trace.looks().stream().filter(look -> OverSeeds.of(look, its, LayerValue.P98) > SATURATED)
                    .mapToLong(Look::step).findFirst().orElse(Long.MAX_VALUE);
            if (step < before) return 0;
            before = step;
            if (step < Long.MAX_VALUE) count++;
        }
        return count;
    }

    @Override
    public Result compare(PaperTraces traces) {
        int fewest = traces.of(TANH).stream().mapToInt(Saturation::inTurn).min().orElse(0);
        double apart = traces.of(SOFTSIGN).stream()
                .mapToDouble(trace -> OverSeeds.spread(trace.end(), 0, SOFTSIGN.hiddenLayers(), LayerValue.P98)).max()
                .orElse(Double.NaN);
        double start = traces.of(SOFTSIGN).stream().mapToDouble(
                trace -> OverSeeds.spread(trace.looks().getFirst(), 0, SOFTSIGN.hiddenLayers(), LayerValue.P98)).max()
                .orElse(Double.NaN);
        boolean together = apart <= TOGETHER;
        Verdict verdict = fewest == TANH.hiddenLayers() && together ? Verdict.REPRODUCED
                : fewest >= 2 || together ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text("Tanh: at least %d of %d layers saturated in turn in every seed. Softsign: the "
                + "greatest percentile of a layer is %.1f times the least at the start, and %.2f times after %,d "
                + "updates.", fewest, TANH.hiddenLayers(), start, apart, traces.plan().updates());
        String setup = Finding.text("Activations on the same %d test images at every look. Rule: saturated is a 98th "
                + "percentile above %.1f, together a factor of at most %.1f between layers at the end. Reproduced: all "
                + "layers of tanh saturate in turn in every seed, and softsign's end together. Partly: two layers of "
                + "tanh or more, or softsign. The paper's curves are over millions of updates, these over %,d.",
                LayerTrace.EXAMPLES, SATURATED, TOGETHER, traces.plan().updates());
        return new Result(new Finding.Seen(verdict, reason, setup, OverSeeds.seeds(traces, TANH)),
                List.of(OverSeeds.numbers(traces, networks(), values())),
                Stream.concat(
                        LayerFigures.of("Tanh: " + (fewest == 0 ? "layers do not saturate in turn"
                                : fewest + " of " + TANH.hiddenLayers() + " layers saturate in turn"), traces, TANH)
                                .stream(),
                        LayerFigures.of("Softsign: layers " + (together ? "end together" : "are apart at the end"),
                                traces, SOFTSIGN).stream())
                        .toList());
    }
}
