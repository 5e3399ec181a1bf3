package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.report.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the gate found, for people and for machines.
 *
 * @param outcomes of both jars' benchmarks, and last of the control
 * @param added those that only the candidate has
 * @param missing those that only the baseline has
 * @param method how the control and the others were compared, a line or more
 */
public record GateReport(List<Outcome> outcomes, List<BenchmarkId> added, List<BenchmarkId> missing, String method) {
    private static final String LEGEND =
            """
                    Change: the candidate's cost less the baseline's, with an interval that holds it with 95 %%
                    over all looks. Caught: the least slow-down that rounds as scattered as these show in 95 of
                    100 cases. Any false alarm anywhere: at most %.1f %% (Holm over benchmarks, Bonferroni over
                    %d looks).
                    """;

    /** Of rounds. */
    static final String PAIRS = "A/A: the baseline against itself. Signed ranks and signs of pairs.\n"
            + "Form: twin, both jars in one JVM in turns of less than a millisecond; forks, a JVM of each jar.\n";

    /**
     * Of the pairs that were measured.
     *
     * @param old all benchmarks of the baseline
     * @param now all of the candidate
     */
    public static GateReport of(List<Outcome> outcomes, List<Gate.Pair> pairs, List<BenchmarkId> old,
            List<BenchmarkId> now, String method) {
        Set<BenchmarkId> measuredNow = pairs.stream().map(Gate.Pair::candidate).collect(Collectors.toSet());
        Set<BenchmarkId> measuredOld = pairs.stream().map(Gate.Pair::baseline).collect(Collectors.toSet());
        return new GateReport(outcomes, now.stream().filter(id -> !measuredNow.contains(id)).toList(),
                old.stream().filter(id -> !measuredOld.contains(id)).toList(), method);
    }

    /** 3 if a benchmark is missing, 1 if one is slower or allocates more, 2 if one is open or the control differs. */
    public int exitCode() {
        if (!missing.isEmpty()) return ExitCode.UNUSABLE;
        if (controlDiffers()) return ExitCode.INCONCLUSIVE;
        if (judged().stream().anyMatch(GateReport::isWorse)) return ExitCode.CHECK_FAILED;
        return judged().stream().anyMatch(outcome -> outcome.verdict() == Verdict.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE
                : ExitCode.OK;
    }

    private List<Outcome> judged() {
        return outcomes.subList(0, outcomes.size() - 1);
    }

    private boolean controlDiffers() {
        Verdict control = outcomes.getLast().verdict();
        return control == Verdict.SLOWER || control == Verdict.FASTER;
    }

    private static boolean isWorse(Outcome outcome) {
        return outcome.verdict() == Verdict.SLOWER || outcome.allocatesMore();
    }

    /** The exit code in words, and what to do about it: one line. */
    public String conclusion() {
        long worse = judged().stream().filter(GateReport::isWorse).count();
        long open = judged().stream().filter(outcome -> outcome.verdict() == Verdict.INCONCLUSIVE).count();
        return switch (exitCode()) {
            case ExitCode.OK -> "PASS: nothing is slower by more than the margin.";
            case ExitCode.CHECK_FAILED ->
                "FAIL: " + worse + " of " + judged().size() + " became slower or allocate more.";
            case ExitCode.INCONCLUSIVE -> open > 0 && !controlDiffers()
                    ? "INCONCLUSIVE: " + open + " of " + judged().size()
                            + " are open. Call again with the same --results and a longer --budget, or fewer benchmarks."
                    : "INCONCLUSIVE: the baseline differs from itself (A/A). Call again on a quieter machine.";
            default -> "MISSING: the candidate lacks " + missing.size()
                    + ". Restore what was lost, or leave it out of both by --include.";
        };
    }

    /** For a terminal. */
    public String text() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%-13s %7s  %-17s %6s %6s  %-6s  %s%n", "verdict",
                        "change", "interval", "caught", "rounds", "form", "benchmark"));
        for (Outcome outcome : outcomes) {
            text.append(String.format(Locale.ROOT, "%-13s %7s  %-17s %6s %6d  %-6s  %s%s%n", outcome.verdict(),
                    percent(outcome.change()), interval(outcome), caught(outcome), outcome.evidence().size(),
                    outcome.evidence().form(), outcome.name(), outcome.allocatesMore() ? "; ALLOCATES MORE" : ""));
        }
        for (BenchmarkId id : added) text.append(String.format(Locale.ROOT, "%-62s  %s%n", Verdict.NEW, id));
        for (BenchmarkId id : missing) text.append(String.format(Locale.ROOT, "%-62s  %s%n", Verdict.MISSING, id));
        return text.append(legend()).append(conclusion()).append('\n').toString();
    }

    /** For a pull request. */
    String markdown() {
        StringBuilder text =
                new StringBuilder("**" + conclusion().replaceFirst(":", "**:")
                        + "\n\n| verdict | change | interval | would have caught | rounds | form | benchmark |\n")
                        .append("|---|---:|---|---:|---:|---|---|\n");
        for (Outcome outcome : outcomes) {
            text.append("| ").append(String.join(" | ", outcome.verdict().toString(), percent(outcome.change()),
                    interval(outcome), caught(outcome), String.valueOf(outcome.evidence().size()),
                    outcome.evidence().form(),
                    outcome.name() + (outcome.allocatesMore() ? ", allocates more" : ""))).append(" |\n");
        }
        for (BenchmarkId id : added) text.append("| NEW | | | | | | ").append(id).append(" |\n");
        for (BenchmarkId id : missing) text.append("| MISSING | | | | | | ").append(id).append(" |\n");
        return text.append('\n').append(legend()).toString();
    }

    /** JUnit's XML: a slower benchmark is a failure, an open one is skipped. */
    String junit() {
        String cases = outcomes.stream().map(outcome -> {
            String open = "  <testcase classname=\"gate\" name=\"" + escape(outcome.name()) + "\"";
            String what = percent(outcome.change()) + " " + interval(outcome);
            if (outcome.verdict() == Verdict.SLOWER || outcome.allocatesMore()) {
                return open + "><failure message=\"" + escape(outcome.verdict() + " " + what) + "\"/></testcase>\n";
            }
            return outcome.verdict() == Verdict.INCONCLUSIVE
                    ? open + "><skipped message=\"" + escape("INCONCLUSIVE " + what) + "\"/></testcase>\n"
                    : open + "/>\n";
        }).collect(Collectors.joining());
        String lost = missing.stream().map(id -> "  <testcase classname=\"gate\" name=\"" + escape(id.toString())
                + "\"><error message=\"MISSING\"/></testcase>\n").collect(Collectors.joining());
        return "<testsuite name=\"gate\" tests=\"" + (outcomes.size() + missing.size()) + "\">\n" + cases + lost
                + "</testsuite>\n";
    }

    /** One line for each benchmark, without a head: lines of many runs make a trend. */
    String csv(String time) {
        return outcomes.stream().map(outcome -> String.format(Locale.ROOT, "%s,\"%s\",%s,%.6f,%.6f,%.6f,%d,%s%n", time,
                outcome.name().replace("\"", "\"\""), outcome.verdict(), outcome.change(), outcome.interval()[0],
                outcome.interval()[1], outcome.evidence().size(), outcome.evidence().form()))
                .collect(Collectors.joining());
    }

    private String legend() {
        return String.format(Locale.ROOT, LEGEND, 100 * outcomes.getLast().plan().alpha(), SequentialPlan.LOOKS)
                + method;
    }

    private static String interval(Outcome outcome) {
        return "[" + percent(outcome.interval()[0]) + ", " + percent(outcome.interval()[1]) + "]";
    }

    private static String caught(Outcome outcome) {
        double least = outcome.wouldHaveCaught();
        return Double.isFinite(least) ? String.format(Locale.ROOT, "%.0f %%", 100 * least) : "none";
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%+.1f %%", 100 * share) : "–";
    }

    /** For an attribute of XML. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
