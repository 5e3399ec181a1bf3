package dev.evenkeel.bench.gate.stored;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.Forks;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.GateReport;
import dev.evenkeel.bench.gate.GateRun;
import dev.evenkeel.bench.gate.JmhJar;
import dev.evenkeel.bench.gate.Outcome;
import dev.evenkeel.bench.gate.ReportFiles;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.gate.VarianceProof;
import dev.evenkeel.bench.gate.stored.RuledFork.Ruler;
import dev.evenkeel.bench.launch.MachineCheck;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Stores the forks of a jar, or compares a jar with stored ones.
 *
 * @param jar the candidate
 * @param include regular expression
 * @param parameters values that are chosen
 * @param budget time for measuring
 * @param measuring how a fork measures
 * @param folder for reports, and for forks of a comparison
 * @param command the arguments of the program
 */
public record StoredRun(Path jar, String include, Map<String, List<String>> parameters, Duration budget,
        GateRun.Measuring measuring, Path folder, List<String> command) {
    private static final double MOVED = 0.1;

    private static final String METHOD =
            """
                    Compared with stored forks, unpaired: ranks of forks, each divided by the machine's %s in
                    the same seconds, and again by its %s; both must agree. A/A: every second stored fork against those
                    between. Two jars in turns (--baseline OLD.jar) are sharper: nothing here sees what the machine was like
                    then and is not now.
                    """
                    .formatted(Ruler.PEAK.text(), Ruler.BANDWIDTH.text());

    private EnvironmentStamp stamp() {
        return EnvironmentStamp.ofNow(measuring.jvmArguments(), measuring.jmhArguments(), command);
    }

    /** Stores forks in a file; one that holds some of the same is gone on with. */
    public int record(Path file, PrintWriter out) throws IOException {
        JmhJar candidate = JmhJar.open("--candidate", jar);
        if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
        StoredForks forks = goneOnWith("--record", file, candidate);
        MachineCheck.warnings().forEach(warning -> out.println("WARNING: " + warning));
        Forks jvms = measuring.forks(folder);
        List<BenchmarkId> benchmarks = candidate.benchmarks(include, parameters, jvms);
        StoredGate gate = gate(candidate, jvms, forks, file.toAbsolutePath());
        if (gate.record(benchmarks, progress(out))) {
            out.println("stored: " + file);
            out.flush();
            return ExitCode.OK;
        }
        out.printf("%s has too few forks to compare with; expected %d of each benchmark. Call again, with a longer "
                + "--budget or fewer benchmarks.%n", file, SequentialPlan.FIRST);
        out.flush();
        return ExitCode.INCONCLUSIVE;
    }

    /** Compares, prints and writes everything; returns the exit code. */
    public int compare(Path baseline, double margin, double alpha, PrintWriter out) throws IOException {
        StoredForks stored = StoredForks.read("--baseline", baseline);
        JmhJar candidate = JmhJar.open("--candidate", jar);
        List<String> differences = stored.stamp().differences(stamp());
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("--baseline: " + baseline + " cannot be compared with: "
                    + String.join("; ", differences) + ". Record it anew here, or give the old jar.");
        }
        Forks jvms = measuring.forks(folder);
        List<BenchmarkId> now = candidate.benchmarks(include, parameters, jvms);
        List<BenchmarkId> old = stored.benchmarks().stream().map(StoredForks.Measured::id).filter(this::isWanted)
                .toList();
        List<Gate.Pair> pairs = Gate.pairs(old, now);
        requireEnough(baseline, stored, pairs);
        Path file = Files.createDirectories(folder).resolve("candidate.json").toAbsolutePath();
        StoredForks forks = goneOnWith("--results", file, candidate);
        MachineCheck.warnings().forEach(warning -> out.println("WARNING: " + warning));
        List<Outcome> outcomes;
        try {
            VarianceProof.prove(candidate, jvms, out);
            out.printf("%s against forks of %s, revision %s, at most %d s%n", Counted.of(pairs.size(), "benchmark"),
                    stored.stamp().run().date(), stored.stamp().run().revision(), budget.toSeconds());
            out.flush();
            outcomes = gate(candidate, jvms, forks, file).judge(pairs, stored,
                    new SequentialPlan(Math.log1p(margin), alpha), progress(out));
        } catch (WrongAnswerException e) {
            new ReportFiles(folder).writeWrong(e.getMessage());
            throw e;
        }
        GateReport report = GateReport.of(outcomes, pairs, old, now, METHOD + moved(stored, forks));
        return new ReportFiles(folder).tell(report, out);
    }

    private static void requireEnough(Path baseline, StoredForks stored, List<Gate.Pair> pairs) {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("--baseline: " + baseline
                    + " and the candidate have no benchmark in common; expected the same names and parameters");
        }
        for (Gate.Pair pair : pairs) {
            int found = stored.forks(pair.baseline()).size();
            if (found < SequentialPlan.FIRST) {
                throw new IllegalArgumentException("--baseline: " + baseline + " has " + Counted.of(found, "fork")
                        + " of "
                        + pair.baseline() + "; expected " + SequentialPlan.FIRST + " or more. Call --record again.");
            }
        }
    }

    /** As the candidate's benchmarks are chosen. */
    private boolean isWanted(BenchmarkId id) {
        return Pattern.compile(include).matcher(id.benchmark()).find()
                && id.parameters().entrySet().stream().allMatch(entry -> JmhJar
                        .chosen(parameters, id.benchmark(), entry.getKey(), List.of(entry.getValue()))
                        .contains(entry.getValue()));
    }

    private StoredForks goneOnWith(String option, Path file, JmhJar candidate) {
        StoredForks empty = StoredForks.empty(stamp(), jar, candidate.checksum());
        if (!Files.exists(file)) return empty;
        StoredForks found = StoredForks.read(option, file);
        List<String> differences = new ArrayList<>(found.stamp().differences(empty.stamp()));
        if (!found.checksum().equals(empty.checksum())) differences.add("the jar");
        if (differences.isEmpty()) return found;
        throw new IllegalArgumentException(
                option + ": " + file + " holds other forks (" + String.join("; ", differences)
                        + "); expected none, or those of the same call");
    }

    private StoredGate gate(JmhJar candidate, Forks jvms, StoredForks forks, Path file) {
        return new StoredGate(RuledForks.ofThisMachine(id -> jvms.measure(candidate, id)), forks, file,
                System.nanoTime() + budget.toNanos());
    }

    private static Consumer<String> progress(PrintWriter out) {
        return line -> {
            out.println(line);
            out.flush();
        };
    }

    /** What the machine can do now, over what it could then. */
    static String moved(StoredForks then, StoredForks now) {
        StringBuilder text = new StringBuilder("Since then:");
        for (Ruler ruler : Ruler.values()) {
            double change = median(ruler, now) / median(ruler, then) - 1;
            text.append(String.format(Locale.ROOT, " %s %+.1f %%%s", ruler.text(), 100 * change,
                    Math.abs(change) > MOVED ? " (another machine, or a busy one?)" : "")).append(';');
        }
        text.setCharAt(text.length() - 1, '.');
        return text.append('\n').toString();
    }

    private static double median(Ruler ruler, StoredForks forks) {
        return Median.withDefaults().evaluate(forks.benchmarks().stream()
                .flatMap(measured -> measured.forks().stream()).mapToDouble(ruler::rate).toArray());
    }
}
