package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.cli.convert.FileConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MarkdownReport;
import dev.evenkeel.bench.study.report.StudyMarkdown;
import dev.evenkeel.bench.study.report.StudyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the findings of an earlier study down once more. */
@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes stored findings as Markdown or as the page. It computes nothing.")
final class StudyReportCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "RESULTS",
            description = "The study.json of a run, its folder, or the folder of all of them. Default: the last study.")
    private Path stored = ResultsDirectory.ofThisProgram().resolve("study");

    @Option(names = "--markdown", paramLabel = "FILE", converter = FileConverter.class,
            description = {
                "A page with the lines <!-- results:begin --> and <!-- results:end -->: the report replaces what is between them.",
                "Without this and --html: Markdown on standard output."})
    private Path markdown;

    @Option(names = "--html", paramLabel = "FILE", converter = FileConverter.class,
            description = "Gets the page; replaced if it exists.")
    private Path html;

    @Spec
    private CommandSpec command;

    StudyReportCommand() {}

    @Override
    public Integer call() throws IOException {
        StudyReport report = read();
        PrintWriter out = command.commandLine().getOut();
        if (markdown != null) {
            MarkdownReport.write(markdown, StudyMarkdown.text(report));
            out.println("figures: " + markdown.toAbsolutePath());
        }
        if (html != null) out.println("page:    " + report.writePage(html));
        if (markdown == null && html == null) out.print(StudyMarkdown.text(report));
        out.flush();
        return ExitCode.OK;
    }

    private StudyReport read() {
        try {
            return StudyReport.read(stored);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
