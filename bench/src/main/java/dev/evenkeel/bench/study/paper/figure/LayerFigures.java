package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import java.util.List;

/** The two curves of a layer that figures 3 and 10 show, side by side. */
final class LayerFigures {
    private static final String BANDS = " of each hidden layer, mean over the seeds; bands reach from the least to the"
            + " greatest.";

    private LayerFigures() {}

    static List<Section.Figure> of(String title, PaperTraces traces, PaperNetwork network) {
        return List.of(
                OverSeeds.layers(title, "98th percentile of the activations" + BANDS, traces, network, LayerValue.P98,
                        new Chart.Axis("98th percentile", Chart.Scale.LINEAR, 0.0, 1.0, List.of())),
                OverSeeds.layers(title.substring(0, title.indexOf(':')) + ": spread of the activations",
                        "Standard deviation of the activations" + BANDS, traces, network, LayerValue.STD,
                        new Chart.Axis("standard deviation", Chart.Scale.LINEAR, 0.0, 1.0, List.of())));
    }
}
