package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.paper.LayerTrace;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.util.List;

/** Figure 10: with normalised weights tanh's layers stay alike. */
final class NormalisedTanh implements Statement {
    private static final PaperNetwork TANH_N = PaperNetwork.TANH_N;

    @Override
    public String id() { return "figure-10"; }

    @Override
    public String title() { return "Figure 10, tanh with normalised weights"; }

    @Override
    public String sentence() {
        return "With normalised first weights the activations of tanh keep about the same spread from layer to layer while"
                + " the network learns, instead of saturating one layer after another.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 5 and figure 10"; }

    @Override
    public List<PaperNetwork> networks() { return List.of(TANH_N); }

    @Override
    public List<LayerValue> values() { return List.of(LayerValue.P98, LayerValue.STD); }

    @Override
    public Result compare(PaperTraces traces) {
        double worst = 0;
        double atEnd = 0;
        for (Trace trace : traces.of(TANH_N)) {
            double last = 0;
            for (PaperTraces.Look look : OverSeeds.looks(trace, TANH_N, LayerValue.P98)) {
                last = OverSeeds.spread(look, 0, TANH_N.hiddenLayers(), LayerValue.P98);
                worst = Math.max(worst, last);
            }
            atEnd = Math.max(atEnd, last);
        }
        Verdict verdict = worst <= Saturation.TOGETHER ? Verdict.REPRODUCED
                : atEnd <= Saturation.TOGETHER ? Verdict.PARTLY : Verdict.NOT;
        String reason =
                Finding.text("The greatest 98th percentile of a layer is at most %.2f times the least at any look "
                        + "in any seed, and %.2f times after %,d updates.", worst, atEnd, traces.plan().updates());
        String setup = Finding.text(
                "Activations on the same %d test images at every look. Rule: alike is a factor of at "
                        + "most %.1f between layers. Reproduced: at every look in every seed. Partly: at the end. What comes "
                        + "after these %,d updates of the paper's millions was not looked at.",
                LayerTrace.EXAMPLES,
                Saturation.TOGETHER, traces.plan().updates());
        return new Result(new Finding.Seen(verdict, reason, setup, OverSeeds.seeds(traces, TANH_N)),
                List.of(OverSeeds.numbers(traces, networks(), values())),
                LayerFigures.of("Tanh N: layers " + (verdict == Verdict.NOT ? "do not stay alike"
                        : verdict == Verdict.PARTLY ? "end alike" : "stay alike"), traces, TANH_N));
    }
}
