package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Words;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.paper.LayerTrace;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Look;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.util.ArrayList;
import java.util.List;

/** Figure 2: the last hidden layer of sigmoids is driven to 0, and escapes late, if ever. */
final class SigmoidMeans implements Statement {
    private static final PaperNetwork FOUR = PaperNetwork.SIGMOID_DEPTH_4;
    private static final PaperNetwork FIVE = PaperNetwork.SIGMOID;

    /** A mean below counts as driven to 0. */
    private static final double SATURATED = 0.1;

    /** A mean above, later, as escaped. */
    private static final double ESCAPED = 0.2;

    private static final double HALF = 0.49;

    @Override
    public String id() { return "figure-2"; }

    @Override
    public String title() { return "Figure 2, means of sigmoid layers"; }

    @Override
    public String sentence() {
        return "The last of four hidden layers of sigmoids is driven to 0 at once and escapes only much later; the layers"
                + " below have means above 0.5 that fall from the output to the input. With five layers it never escapes.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 3.1 and figure 2"; }

    @Override
    public List<PaperNetwork> networks() { return List.of(FOUR, FIVE); }

    @Override
    public List<LayerValue> values() { return List.of(LayerValue.MEAN, LayerValue.STD); }

    /** What a training did; steps are −1 where it did not. */
    private record Course(long pushed, boolean isOrdered, long escaped) {
        static Course of(Trace trace, PaperNetwork network) {
            int last = network.hiddenLayers() - 1;
            long pushed = -1;
            boolean isOrdered = false;
            long escaped = -1;
            for (Look look : OverSeeds.looks(trace, network, LayerValue.MEAN)) {
                double mean = OverSeeds.of(look, last, LayerValue.MEAN);
                if (pushed < 0 && mean < SATURATED) {
                    pushed = look.step();
                    isOrdered = OverSeeds.of(look, 0, LayerValue.MEAN) > HALF;
                    for (int layer = 1; layer < last; layer++)
                        isOrdered &= OverSeeds.of(look, layer, LayerValue.MEAN) > OverSeeds.of(look, layer - 1,
                                LayerValue.MEAN);
                } else if (pushed >= 0 && escaped < 0 && mean > ESCAPED) escaped = look.step();
            }
            return new Course(pushed, isOrdered, escaped);
        }
    }

    @Override
    public Result compare(PaperTraces traces) {
        List<Course> four = traces.of(FOUR).stream().map(trace -> Course.of(trace, FOUR)).toList();
        List<Course> five = traces.of(FIVE).stream().map(trace -> Course.of(trace, FIVE)).toList();
        boolean isPushed = four.stream().allMatch(course -> course.pushed >= 0);
        boolean isOrdered = four.stream().allMatch(Course::isOrdered);
        long escapes = four.stream().filter(course -> course.escaped >= 0).count();
        boolean stays = five.stream().noneMatch(course -> course.escaped >= 0);
        Verdict verdict = isPushed && isOrdered && escapes == four.size() && stays ? Verdict.REPRODUCED
                : isPushed ? Verdict.PARTLY : Verdict.NOT;
        double end = traces.of(FOUR).stream().mapToDouble(
                trace -> OverSeeds.of(trace.end(), FOUR.hiddenLayers() - 1, LayerValue.MEAN)).average().orElse(0);
        long pushed = four.stream().mapToLong(Course::pushed).max().orElse(-1);
        String reason = Finding.text("Four layers: the last one is %s, the layers below are %s then; it escaped in %d "
                + "of %d seeds, and has mean %s after %,d updates. Five layers: %s.",
                isPushed
                        ? Finding.text("below %.1f after %,d updates in every seed", SATURATED, pushed)
                        : "not driven below 0.1 in every seed",
                isOrdered ? "in the paper's order" : "not in the paper's order", escapes, four.size(),
                Words.number(end), traces.plan().updates(), stays ? "no seed escaped" : "some seed escaped");
        String setup = Finding.text("Activations on the same %d test images at every look. Rule: driven to 0 is a mean "
                + "below %.1f, escaped a mean above %.1f later on. Reproduced: driven to 0 with the layers below "
                + "above 0.5 in rising order, and escaped, in every seed of four layers, in none of five. Partly: "
                + "driven to 0 in every seed. The paper saw the escape after some hundred epochs, so a short run "
                + "cannot show it.", LayerTrace.EXAMPLES, SATURATED, ESCAPED);
        return new Result(new Finding.Seen(verdict, reason, setup, OverSeeds.seeds(traces, FOUR)),
                List.of(OverSeeds.numbers(traces, networks(), values())),
                List.of(figure("Four hidden layers: the last one is " + (isPushed ? "driven to 0"
                        + (escapes > 0 ? " and escapes" : "") : "not driven to 0"), traces, FOUR),
                        figure("Five hidden layers: " + (stays ? "no escape" : "an escape"), traces, FIVE)));
    }

    private static Section.Figure figure(String title, PaperTraces traces, PaperNetwork network) {
        List<Chart.Series> series = new ArrayList<>();
        for (int layer = 0; layer < network.hiddenLayers(); layer++) {
            int its = layer;
            String name = "layer " + (layer + 1);
            List<Chart.Point> means = OverSeeds.points(traces.of(network), name,
                    look -> OverSeeds.of(look, its, LayerValue.MEAN));
            List<Chart.Point> deviations = OverSeeds.points(traces.of(network), name,
                    look -> OverSeeds.of(look, its, LayerValue.STD));
            List<Chart.Point> points = new ArrayList<>();
            for (int i = 0; i < means.size(); i++) {
                double deviation = deviations.get(i).y();
                points.add(new Chart.Point(means.get(i).x(), means.get(i).y(), means.get(i).y() - deviation,
                        means.get(i).y() + deviation, null, means.get(i).tip() + " ± " + Words.number(deviation)));
            }
            series.add(new Chart.Series(name, Style.number(layer), Chart.Role.BAND, points));
        }
        return new Section.Figure(title, "Mean activation of each hidden layer, mean over the seeds; bands reach one"
                + " standard deviation of the activations up and down.",
                Chart.plane(OverSeeds.updates(traces),
                        new Chart.Axis("activation", Chart.Scale.LINEAR, 0.0, 1.0, List.of()), series),
                OverSeeds.table(series), false);
    }
}
