package dev.evenkeel.bench.study.report;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All claims at the smallest scale, as a run would find them. */
public final class SmallStudy {
    private SmallStudy() {}

    /** A new one: some seconds. */
    public static StudyReport report() {
        Setting setting = new Setting(Setting.Scale.SMALL, Setting.SEED, Execution.sequential());
        List<Finding> findings = new ArrayList<>();
        Map<String, Double> seconds = new TreeMap<>();
        for (Claim claim : Claims.all()) {
            findings.add(claim.examine(setting));
            seconds.put(claim.id(), 0.5);
        }
        return new StudyReport(new RunDescription("2026-11-30T03:00:00Z", "abc1234", List.of("study", "claims")),
                MachineDescription.ofThisMachine(), 1, Setting.Scale.SMALL, Setting.SEED, seconds, findings);
    }
}
