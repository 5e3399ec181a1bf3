package dev.evenkeel.bench.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The files of a run.
 *
 * @param directory made if it does not exist
 */
public record ResultFiles(Path directory) {
    /**
     * A library's figure in a cell.
     *
     * @param name stable
     * @param unit of the speeds
     * @param speed median
     * @param percentOfRoof median
     * @param roof the machine's limit, a speed
     * @param roundSpeeds by round
     * @param nanosPerCall median
     * @param codePath what the library says it ran
     */
    public record Figure(@JsonUnwrapped BenchmarkName name, String unit, double speed, double percentOfRoof,
            double roof, double[] roundSpeeds, double nanosPerCall, String codePath) {}

    /**
     * Everything but the single iterations.
     *
     * @param run which one
     * @param machine description
     * @param roofline limits
     * @param figures by cell and library
     */
    public record Summary(RunDescription run, MachineDescription machine, Roofline roofline, List<Figure> figures) {}

    /** Writes {@code summary.json}: run, machine, limits, and each library's median in each cell. */
    public Path writeSummary(RunDescription run, MachineDescription machine, Roofline roofline,
            List<CellResult> results) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (CellResult result : results) {
            for (LibraryTimes times : result.times()) {
                Cell cell = result.cell();
                figures.add(new Figure(BenchmarkName.of(cell, times.library()), cell.measure().unit(),
                        times.speed(cell), result.percentOfRoof(times), result.limit(), times.roundSpeeds(cell),
                        times.nanos(), times.codePath()));
            }
        }
        Files.createDirectories(directory);
        Path file = directory.resolve("summary.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(),
                new Summary(run, machine, roofline, figures));
        return file;
    }

    /** Writes {@code jmh.json}, JMH's own format, which its visualisers read. */
    public Path writeJmh(Collection<RunResult> results) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("jmh.json");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
        return file;
    }
}
