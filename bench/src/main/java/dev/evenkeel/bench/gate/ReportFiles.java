package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The files of a gate: Markdown (on GitHub also in the summary of the step), JUnit's XML, a line of CSV for each
 * benchmark and run.
 *
 * @param folder which exists
 */
public record ReportFiles(Path folder) {
    /** Writes what was found, prints it, and gives the exit code. */
    public int tell(GateReport report, PrintWriter out) throws IOException {
        write(report);
        out.println();
        out.print(report.text());
        out.println("reports: " + folder);
        out.flush();
        return report.exitCode();
    }

    private void write(GateReport report) throws IOException {
        write(report.markdown(), report.junit());
        Files.writeString(folder.resolve("gate.csv"),
                report.csv(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Where an answer was wrong there is no figure: its time means nothing.
     *
     * @param message which answer of which jar
     */
    public void writeWrong(String message) throws IOException {
        write("**WRONG**: " + message.replace("|", "\\|") + "\n",
                "<testsuite name=\"gate\" tests=\"1\" failures=\"1\">\n"
                        + "  <testcase classname=\"gate\" name=\"answers\"><failure message=\"WRONG "
                        + GateReport.escape(message) + "\"/></testcase>\n</testsuite>\n");
    }

    private void write(String markdown, String junit) throws IOException {
        Files.writeString(folder.resolve("gate.md"), markdown);
        Files.writeString(folder.resolve("gate.xml"), junit);
        String summary = System.getenv("GITHUB_STEP_SUMMARY");
        if (summary != null) {
            Files.writeString(Path.of(summary), markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
