package dev.evenkeel.bench.gate.selftest;

import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.RunDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Self-tests as Markdown.
 *
 * @param results one for each recording
 */
public record SelfTestReport(List<SelfTest.Result> results) {
    /** How many standard deviations of a Gaussian half of all values lie within. */
    private static final double HALF = 0.6745;

    private static final String HEAD =
            """
                    # Self-test of the gate

                    Written by `gate selftest`: rounds of a jar against itself were recorded, and the gate was played with
                    them: the code that decides in earnest, with rounds drawn with replacement (%d that followed each other
                    stay together; all benchmarks of a round come from the same recorded one). A planted slow-down
                    multiplies the candidate's forks. Minutes are those that the recorded rounds took. The family is all
                    benchmarks of a recording and the control; margin %.1f %%, alpha %.1f %%, budget %.0f min.

                    | | |
                    |---|---|
                    | date | %s |
                    | revision | %s |
                    | command | `%s` |
                    """;

    private static final String RIVALS =
            """

                    What others would have said of the same forks. One fork of each side, from two recorded rounds, because
                    these methods measure the sides minutes apart or more. The level of tests is the gate's, shared by the
                    benchmarks (Bonferroni). An alarm is "slower", whatever its size.

                    """;

    /** Plays everything. */
    public static SelfTestReport of(List<SelfTest> tests) throws IOException {
        List<SelfTest.Result> results = new ArrayList<>();
        for (SelfTest test : tests) results.add(test.play());
        return new SelfTestReport(results);
    }

    /** Whether unchanged families raised no more alarms than alpha, in every recording. */
    public boolean keepsItsPromise() {
        return results.stream().allMatch(result -> result.unchanged().alarmed() <= result.test().plan().alpha()
                * result.unchanged().families());
    }

    /** @param run what made the report */
    public String markdown(RunDescription run) {
        SelfTest any = results.getFirst().test();
        StringBuilder text = new StringBuilder(format(HEAD, Replay.RUN, 100 * Math.expm1(any.plan().margin()),
                100 * any.plan().alpha(), any.budget().toSeconds() / 60.0, run.date(), run.revision(),
                command(run.command())));
        results.forEach(result -> section(result, text));
        return text.toString();
    }

    private static void section(SelfTest.Result result, StringBuilder text) {
        Recording recording = result.test().recording();
        EnvironmentStamp stamp = recording.stamp();
        text.append("\n## ").append(recording.note()).append("\n\n| | |\n|---|---|\n");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("machine",
                stamp.processor() + ", " + Counted.of(stamp.processors(), "processor") + ", "
                        + Counted.of(stamp.lanes(), "lane"));
        facts.put("Java", stamp.java());
        facts.put("recorded", Counted.of(recording.complete(), "round") + ", " + stamp.run().date() + ", revision "
                + stamp.run().revision() + ", jar " + recording.checksum());
        facts.put("command", "`" + command(stamp.run().command()) + "`");
        facts.forEach((name, value) -> text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
        scatter(recording, text);
        SelfTest.Unchanged unchanged = result.unchanged();
        text.append("\nUnchanged jars:\n\n| families | with a false alarm | at most (95 %) | decisions | same | open "
                + "| minutes: median | 95 of 100 |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n")
                .append(format("| %d | %d (%s) | %s | %d | %s | %s | %.1f | %.1f |%n", unchanged.families(),
                        unchanged.alarmed(), share(unchanged.alarmed(), unchanged.families()),
                        percent(unchanged.mostAlarms()), unchanged.decisions(),
                        share(unchanged.same(), unchanged.decisions()),
                        share(unchanged.open(), unchanged.decisions()), at(unchanged.minutes(), 0.5),
                        at(unchanged.minutes(), 0.95)));
        detections(result.planted(), text);
        rivals(result, text);
    }

    private static void scatter(Recording recording, StringBuilder text) {
        text.append("\n| benchmark | scatter of a round's ratio | a round takes |\n|---|---:|---:|\n");
        recording.rounds().forEach((name, rounds) -> {
            double[] distances = rounds.stream().mapToDouble(timed -> Math.abs(timed.round().logRatio())).toArray();
            double[] seconds = rounds.stream().mapToDouble(Recording.Timed::seconds).toArray();
            text.append(
                    format("| %s | %s | %.1f s |%n", name, percent(Median.withDefaults().evaluate(distances) / HALF),
                            Median.withDefaults().evaluate(seconds)));
        });
    }

    private static void detections(List<SelfTest.Planted> planted, StringBuilder text) {
        text.append(format("%nFound, when one benchmark is slower (%d families each; in brackets the minutes of the "
                + "family, median and 95 of 100):%n%n| benchmark |", planted.getFirst().families()));
        for (double slowDown : SelfTest.SLOW_DOWNS) text.append(format(" %.0f %% |", 100 * slowDown));
        text.append("\n|---|").append("---:|".repeat(SelfTest.SLOW_DOWNS.size())).append('\n');
        planted.stream().collect(Collectors.groupingBy(SelfTest.Planted::benchmark, LinkedHashMap::new,
                Collectors.toList())).forEach((name, rows) -> {
                    text.append("| ").append(name).append(" |");
                    for (SelfTest.Planted row : rows) {
                        text.append(format(" %s (%.1f, %.1f) |", share(row.found(), row.families()),
                                at(row.minutes(), 0.5), at(row.minutes(), 0.95)));
                    }
                    text.append('\n');
                });
    }

    private static void rivals(SelfTest.Result result, StringBuilder text) {
        if (result.compared().isEmpty()) return;
        SelfTest.Unchanged unchanged = result.unchanged();
        List<SelfTest.Planted> planted = result.planted();
        text.append(RIVALS).append("| method | families with a false alarm |");
        for (double slowDown : SelfTest.SLOW_DOWNS) text.append(format(" finds %.0f %% |", 100 * slowDown));
        text.append("\n|---|---:|").append("---:|".repeat(SelfTest.SLOW_DOWNS.size())).append('\n');
        text.append("| this gate | ").append(share(unchanged.alarmed(), unchanged.families())).append(" |");
        for (double slowDown : SelfTest.SLOW_DOWNS) {
            int found = planted.stream().filter(row -> row.slowDown() == slowDown).mapToInt(SelfTest.Planted::found)
                    .sum();
            int families = planted.stream().filter(row -> row.slowDown() == slowDown)
                    .mapToInt(SelfTest.Planted::families).sum();
            text.append(' ').append(share(found, families)).append(" |");
        }
        text.append('\n');
        for (SelfTest.Compared compared : result.compared()) {
            text.append("| ").append(compared.rival().text()).append(" | ").append(percent(compared.falseAlarms()))
                    .append(" |");
            compared.found().forEach(share -> text.append(' ').append(percent(share)).append(" |"));
            text.append('\n');
        }
    }

    /** Of sorted values. */
    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    private static String share(int count, int all) {
        return percent(count / (double) all);
    }

    private static String percent(double share) {
        return format(share == 0 || share >= 0.0995 ? "%.0f %%" : share >= 0.00995 ? "%.1f %%" : "%.2f %%",
                100 * share);
    }

    /** Files by their names: where they lay tells nobody anything. */
    private static String command(List<String> arguments) {
        return "java -jar benchmarks.jar " + arguments.stream()
                .map(argument -> argument.startsWith("/") ? Path.of(argument).getFileName().toString() : argument)
                .map(argument -> argument.matches("[\\w.=,:/%-]+") ? argument
                        : "'" + argument.replace("|", "\\|") + "'")
                .collect(Collectors.joining(" "));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
