package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.RunFolder;
import dev.evenkeel.bench.report.Wrapped;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.report.StudyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Examines claims one by one and keeps what is found after each: what stops it loses one claim at most.
 *
 * @param claims which
 * @param scale how thoroughly
 * @param seed the first
 * @param threads that compute
 * @param digits MNIST, or null
 */
record ClaimsRun(List<Claim> claims, Setting.Scale scale, long seed, int threads, DataSet digits) {
    /** Beside the folders of other runs. */
    private static final String FOLDER = "study";

    /**
     * Does it.
     *
     * @param results of all runs
     * @return the exit code: 1 if a promise of ours is broken
     */
    int run(Path results, RunDescription run, Screen screen) throws IOException {
        RunFolder folder = folder(results.resolve(FOLDER), run);
        MachineDescription machine = MachineDescription.ofThisMachine();
        Map<String, Double> seconds = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        StudyReport report = new StudyReport(run, machine, threads, scale, seed, seconds, findings);
        try (OwnExecution execution = new OwnExecution(threads)) {
            Setting setting = new Setting(scale, seed, execution.get(), digits);
            for (Claim claim : claims) {
                screen.progress("[" + (findings.size() + 1) + "/" + claims.size() + "] " + claim.title() + " …");
                long start = System.nanoTime();
                Finding finding = claim.examine(setting);
                seconds.put(claim.id(), (System.nanoTime() - start) / 1e9);
                findings.add(finding);
                report.write(folder.path());
                screen.println(Wrapped.text(String.format(Locale.ROOT, "%s: %s (%.1f s). %s", claim.id(),
                        finding.verdict(), seconds.get(claim.id()), finding.reason()), screen.width()));
            }
        }
        folder.becomeLatest();
        screen.println("figures: " + folder.path().resolve(StudyReport.NAME));
        screen.println("page:    " + folder.path().resolve(StudyReport.PAGE));
        for (Finding finding : findings) {
            if (finding.breaksAPromise()) screen.println("WRONG: " + finding.id() + " breaks a promise of the kernels");
        }
        return report.isKept() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static RunFolder folder(Path results, RunDescription run) {
        try {
            return RunFolder.create(results, run);
        } catch (IOException e) {
            throw new IllegalArgumentException("--results: " + results + " cannot be written to (" + e.getMessage()
                    + "); expected a folder, or a place for one", e);
        }
    }
}
