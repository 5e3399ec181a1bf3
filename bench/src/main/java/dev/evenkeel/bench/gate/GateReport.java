package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.report.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the gate found, for people and for machines.
 *
 * @param outcomes of both jars' benchmarks, and last of the control
 * @param added those that only the candidate has
 * @param missing those that only the baseline has
 */
record GateReport(List<Outcome> outcomes, List<BenchmarkId> added, List<BenchmarkId> missing) {
    private static final String LEGEND =
            """
                    Change: the candidate's cost less the baseline's, with an interval that holds it with 95 %%
                    over all looks. Caught: the least slow-down that rounds as scattered as these show in 95 of
                    100 cases. A/A: the baseline against itself. Any false alarm anywhere: at most %.1f %%
                    (signed ranks and signs; Holm over benchmarks, Bonferroni over %d looks).
                    Form: twin, both jars in one JVM in turns of less than a millisecond; forks, a JVM of each jar.
                    """;

    /** 3 if a benchmark is missing, 1 if one is slower or allocates more, 2 if one is open or the control differs. */
    int exitCode() {
        if (!missing.isEmpty()) return ExitCode.UNUSABLE;
        Verdict control = outcomes.getLast().verdict();
        if (control == Verdict.SLOWER || control == Verdict.FASTER) return ExitCode.INCONCLUSIVE;
        List<Outcome> judged = outcomes.subList(0, outcomes.size() - 1);
        if (judged.stream().anyMatch(outcome -> outcome.verdict() == Verdict.SLOWER || outcome.allocatesMore())) {
            return ExitCode.CHECK_FAILED;
        }
        return judged.stream().anyMatch(outcome -> outcome.verdict() == Verdict.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE
                : ExitCode.OK;
    }

    /** For a terminal. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-13s %7s  %-17s %6s %6s  %-5s  %s%n",
                "verdict", "change", "interval", "caught", "rounds", "form", "benchmark"));
        for (Outcome outcome : outcomes) {
            text.append(String.format(Locale.ROOT, "%-13s %7s  %-17s %6s %6d  %-5s  %s%s%n", outcome.verdict(),
                    percent(outcome.change()), interval(outcome), caught(outcome), outcome.rounds().size(),
                    outcome.form(), outcome.name(), outcome.allocatesMore() ? "; ALLOCATES MORE" : ""));
        }
        for (BenchmarkId id : added) text.append(String.format(Locale.ROOT, "%-61s  %s%n", Verdict.NEW, id));
        for (BenchmarkId id : missing) text.append(String.format(Locale.ROOT, "%-61s  %s%n", Verdict.MISSING, id));
        return text.append(legend()).toString();
    }

    /** For a pull request. */
    String markdown() {
        StringBuilder text =
                new StringBuilder("| verdict | change | interval | would have caught | rounds | form | benchmark |\n")
                        .append("|---|---:|---|---:|---:|---|---|\n");
        for (Outcome outcome : outcomes) {
            text.append("| ").append(String.join(" | ", outcome.verdict().toString(), percent(outcome.change()),
                    interval(outcome), caught(outcome), String.valueOf(outcome.rounds().size()), outcome.form(),
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
                outcome.interval()[1], outcome.rounds().size(), outcome.form())).collect(Collectors.joining());
    }

    private String legend() {
        return String.format(Locale.ROOT, LEGEND, 100 * outcomes.getLast().plan().alpha(), SequentialPlan.LOOKS);
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

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
