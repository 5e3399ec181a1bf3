package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.study.claim.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Accuracies of several networks, each trained from several seeds: a table, and a picture with a row for each. */
final class Accuracies {
    private final Numbers numbers =
            Numbers.of("accuracies", "network", "accuracy in %", "deviation", "least", "greatest", "by seed");
    private final List<Chart.Row> rows = new ArrayList<>();
    private final List<Chart.Point> points = new ArrayList<>();

    /** One more network. */
    Spread add(String network, List<Double> accuracies) {
        Spread spread = Spread.of(accuracies);
        numbers.add(network, spread.mean(), spread.deviation(), spread.least(), spread.greatest(),
                String.join(" ", accuracies.stream().map(value -> String.valueOf(value.floatValue())).toList()));
        points.add(spread.point(rows.size(), network));
        rows.add(new Chart.Row(network, spread.toString(), null));
        return spread;
    }

    Numbers numbers() { return numbers; }

    /** @param chance accuracy of who guesses, in percent */
    Section.Figure figure(String title, String note, double chance) {
        return new Section.Figure(title, note + " Bars reach from the least to the greatest of the seeds, the line is"
                + " the accuracy of guessing.",
                Chart.rows(new Chart.Axis("accuracy in %", Chart.Scale.LINEAR, 0.0, 100.0, List.of()), rows,
                        List.of(new Chart.Series("accuracy", Style.number(0), Chart.Role.DOTS, points)), chance),
                new Table(numbers.columns(), numbers.shown()), true);
    }
}
