package dev.evenkeel.bench.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a run, each replaced as a whole: they can be written again after every cell.
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
     * @param doubts why the figures of the cell are inconclusive; empty if they are sound
     */
    public record Figure(@JsonUnwrapped BenchmarkName name, String unit, double speed, double percentOfRoof,
            double roof, double[] roundSpeeds, double nanosPerCall, String codePath, List<String> doubts) {}

    /**
     * How much of a run these figures are: a run that was stopped measured less than was chosen.
     *
     * @param measured cells
     * @param chosen cells
     */
    public record Coverage(int measured, int chosen) {}

    /**
     * Everything but the single iterations.
     *
     * @param run which one
     * @param cells how many
     * @param machine description
     * @param roofline limits
     * @param figures by cell and library
     */
    public record Summary(RunDescription run, Coverage cells, MachineDescription machine, Roofline roofline,
            List<Figure> figures) {}

    /**
     * Writes {@code summary.json}: run, machine, limits, and each library's median in each cell.
     *
     * @param chosen number of cells that the run measures in the end
     */
    public Path writeSummary(RunDescription run, MachineDescription machine, Roofline roofline,
            List<CellResult> results, int chosen) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (CellResult result : results) {
            for (LibraryTimes times : result.times()) {
                Cell cell = result.cell();
                figures.add(new Figure(BenchmarkName.of(cell, times.library()), cell.measure().unit(),
                        times.speed(cell), result.percentOfRoof(times), result.limit(), times.roundSpeeds(cell),
                        times.nanos(), times.codePath(), result.doubts()));
            }
        }
        return WholeFile.write(directory.resolve(RunFolder.SUMMARY),
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(
                        new Summary(run, new Coverage(results.size(), chosen), machine, roofline, figures)));
    }

    /** Writes {@code jmh.json}, JMH's own format, which its visualisers read. */
    public Path writeJmh(ArrayNode results) throws IOException {
        return WholeFile.write(directory.resolve("jmh.json"),
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(results));
    }
}
