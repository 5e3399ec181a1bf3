package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.cli.convert.ShareConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.BenchmarkName;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.Floors;
import dev.evenkeel.bench.report.FloorsOfRuns;
import dev.evenkeel.bench.report.StoredRun;
import dev.evenkeel.bench.report.Wrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Floors that a run checks, or that are derived from runs. */
final class FloorOptions {
    @Option(names = "--min-roof", paramLabel = "FILE",
            description = "Floors in percent of this machine's limit (JSON). A figure below: exit code 1; a floor that this run does not measure: 3. Alone, it measures what the file names.")
    private Path file;

    @Option(names = "--inconclusive", paramLabel = "pass|fail",
            description = "What a job does where floors can be judged neither way: exit code 0 or 1. Default: exit code 2.")
    private Inconclusive inconclusive;

    @Option(names = "--write-floors", paramLabel = "FILE",
            description = "Measures nothing: derives floors for --min-roof from the last stored runs.")
    private Path written;

    @Option(names = "--from", paramLabel = "N", defaultValue = "5",
            description = "Number of those runs. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--risk", paramLabel = "SHARE", defaultValue = "1%", converter = ShareConverter.class,
            description = "How often unchanged code may fall below any of them. Default: ${DEFAULT-VALUE}.")
    private double risk;

    private Floors floors;

    /** What becomes of exit code 2. */
    enum Inconclusive {
        PASS(ExitCode.OK),
        FAIL(ExitCode.CHECK_FAILED);

        private final int exitCode;

        Inconclusive(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    FloorOptions() {}

    /**
     * Looks at the options and reads the file, if there is one.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    void check() {
        require(inconclusive == null || file != null, "--inconclusive judges floors; expected --min-roof");
        require(runs >= FloorsOfRuns.LEAST_RUNS, "--from " + runs + ": expected at least " + FloorsOfRuns.LEAST_RUNS);
        require(written == null || file == null, "--write-floors measures nothing; expected no --min-roof beside it");
        try {
            if (file != null) floors = Floors.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("--min-roof: " + Failure.reason(e), e);
        }
    }

    private static void require(boolean isSo, String message) {
        if (!isSo) throw new IllegalArgumentException(message);
    }

    /** Those of the file, or null. */
    Floors floors() {
        return floors;
    }

    /** Refuses contests that leave a floor out. */
    void requireMeasured(List<Contest> contests) {
        if (floors == null) return;
        floors.requireMeasured(contests.stream()
                .flatMap(contest -> contest.libraries().stream()
                        .map(library -> BenchmarkName.of(contest.cell(), library)))
                .collect(Collectors.toSet()));
    }

    /** Whether floors are to be derived instead of a run. */
    boolean isDeriving() {
        return written != null;
    }

    /** Derives floors from the runs in this folder. */
    int derive(Path results, Screen screen) {
        try {
            List<StoredRun> last = FloorsOfRuns.last(results, runs);
            FloorsOfRuns derived = FloorsOfRuns.of(last, risk);
            derived.floors().write(written);
            screen.println(Wrapped.text(derived.text(last, risk), screen.width()) + "floors: " + written);
            return ExitCode.OK;
        } catch (IOException e) {
            throw new IllegalArgumentException("--write-floors: " + Failure.reason(e), e);
        }
    }

    /** Judges results and gives the exit code. */
    int verdict(List<CellResult> results, Screen screen) {
        if (floors == null) return ExitCode.OK;
        Floors.Verdict verdict = floors.check(results);
        screen.println("");
        screen.print(Wrapped.text(verdict.text(), screen.width()));
        boolean isOpen = verdict.exitCode() == ExitCode.INCONCLUSIVE && inconclusive != null;
        return isOpen ? inconclusive.exitCode : verdict.exitCode();
    }
}
