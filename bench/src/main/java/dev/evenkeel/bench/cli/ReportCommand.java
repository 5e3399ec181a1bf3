package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.cli.convert.FileConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.page.ResultPage;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MarkdownReport;
import dev.evenkeel.bench.report.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the figures of earlier runs down for people. */
@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Writes stored figures as a page with charts, or as Markdown. It measures nothing.",
            "With neither option: Markdown on standard output."})
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "RESULTS",
            description = {
                "Folders of results, folders of such folders, or files: summary.json, variance.json, rounds.json of a gate, anybody's JMH JSON.",
                "Markdown takes one run. Default: all that this program stored; for Markdown its last run."})
    private List<Path> results = List.of(ResultsDirectory.ofThisProgram());

    @Option(names = "--html", paramLabel = "FILE",
            description = {
                "A page for a browser, in one file that needs no network: charts, tables, and a trend if there are several runs.",
                "It replaces the file."})
    private Path html;

    @Option(names = "--markdown", paramLabel = "FILE", converter = FileConverter.class,
            description = {
                "A page with the lines <!-- results:begin --> and <!-- results:end -->: the report replaces what is between them.",
                "A file that does not exist is made."})
    private Path markdown;

    @Option(names = "--summary",
            description = "Markdown has a line for each benchmark: its least, median and greatest ratio, and where the least is.")
    private boolean summary;

    @Spec
    private CommandSpec command;

    ReportCommand() {}

    @Override
    public Integer call() throws IOException {
        if (html == null || markdown != null) writeMarkdown();
        if (html != null) command.commandLine().getOut().println("page:    " + page());
        command.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Path page() throws IOException {
        Path folder = html.toAbsolutePath().getParent();
        if (Files.isDirectory(html) || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--html: " + html + ": expected a file to write, in a folder that exists");
        }
        try {
            return ResultPage.write(results, html);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void writeMarkdown() throws IOException {
        if (results.size() > 1) {
            throw new ParameterException(command.commandLine(),
                    "Markdown is written of one run; expected one of RESULTS, or --html");
        }
        MarkdownReport report = new MarkdownReport(read(results.getFirst()));
        String text = summary ? report.summary() : report.text();
        if (markdown == null) {
            command.commandLine().getOut().print(text);
            return;
        }
        MarkdownReport.write(markdown, text);
        command.commandLine().getOut().println("figures: " + markdown.toAbsolutePath());
    }

    private static StoredRun read(Path place) {
        try {
            return StoredRun.read(place);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
