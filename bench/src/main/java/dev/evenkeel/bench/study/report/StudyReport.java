package dev.evenkeel.bench.study.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.RunFolder;
import dev.evenkeel.bench.report.WholeFile;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The findings of a run.
 *
 * @param run which one
 * @param machine that it ran on
 * @param threads that computed
 * @param scale how much was done
 * @param seed the first of all
 * @param seconds by claim; they depend on what else ran
 * @param findings in the order of the page
 */
public record StudyReport(RunDescription run, MachineDescription machine, int threads, Setting.Scale scale, long seed,
        Map<String, Double> seconds, List<Finding> findings) {
    /** What it is called in a folder of results. */
    public static final String NAME = "study.json";

    /** The page beside it. */
    public static final String PAGE = "study.html";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Whether no promise of ours is broken. */
    public boolean isKept() {
        return findings.stream().noneMatch(Finding::breaksAPromise);
    }

    /** What repeats the run; where its results went is nobody else's business. */
    String command() {
        List<String> words = new ArrayList<>(run.command());
        int results = words.indexOf("--results");
        if (results >= 0) words.subList(results, Math.min(results + 2, words.size())).clear();
        return "java -jar bench/target/benchmarks.jar " + String.join(" ", words);
    }

    /** Writes JSON, a CSV file for each table, and the page; files are replaced as a whole. */
    public void write(Path folder) throws IOException {
        WholeFile.write(folder.resolve(NAME), JSON.writeValueAsBytes(this));
        for (Finding finding : findings) {
            for (Numbers numbers : finding.numbers()) {
                WholeFile.write(folder.resolve(finding.id() + "-" + numbers.name() + ".csv"),
                        numbers.csv().getBytes(StandardCharsets.UTF_8));
            }
        }
        writePage(folder.resolve(PAGE));
    }

    /** Writes the page alone. */
    public Path writePage(Path file) throws IOException {
        return WholeFile.write(file, StudyPage.html(this).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what was written.
     *
     * @param place a {@value #NAME}, a folder that holds one, or the folder of all such folders, which means the latest
     * @throws IOException if there is none, or it is something else; the message of one line names the file
     */
    public static StudyReport read(Path place) throws IOException {
        Path given = RunFolder.pointed(place);
        if (Files.isDirectory(given)) {
            Path latest = given.resolve(RunFolder.LATEST);
            if (!Files.exists(given.resolve(NAME)) && Files.exists(latest)) return read(latest);
            given = given.resolve(NAME);
        }
        if (!Files.isRegularFile(given)) {
            throw new IOException(given + " does not exist; expected the " + NAME + " of a study");
        }
        try {
            StudyReport report = JSON.readValue(given.toFile(), StudyReport.class);
            if (report.run == null || report.machine == null || report.findings == null || report.seconds == null)
                throw new IOException(given + " is no " + NAME + "; expected run, machine, seconds and findings");
            return report;
        } catch (JsonProcessingException e) {
            throw new IOException(given + " is no " + NAME + ": " + e.getOriginalMessage().lines().findFirst()
                    .orElse(""), e);
        }
    }
}
