package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MarkdownReport;
import dev.evenkeel.bench.report.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the figures of an earlier run down for people. */
@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes the figures of an earlier run as Markdown. It measures nothing.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "RESULTS",
            description = "A summary.json, or the folder that holds it. Default: the last run of this program.")
    private Path results = ResultsDirectory.ofThisProgram();

    @Option(names = "--markdown", paramLabel = "FILE",
            description = {
                "A page with the lines <!-- results:begin --> and <!-- results:end -->: the report replaces what is between them.",
                "A file that does not exist is made. Default: standard output."})
    private Path markdown;

    @Spec
    private CommandSpec command;

    ReportCommand() {}

    @Override
    public Integer call() throws IOException {
        MarkdownReport report = new MarkdownReport(read());
        if (markdown == null) {
            command.commandLine().getOut().print(report.text());
            command.commandLine().getOut().flush();
        } else if (Files.exists(markdown)) {
            Files.writeString(markdown, report.within(Files.readString(markdown)));
        } else {
            Files.writeString(markdown, report.text());
        }
        return ExitCode.OK;
    }

    private StoredRun read() {
        try {
            return StoredRun.read(results);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
