package dev.evenkeel.bench.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
     * @param gflops median
     * @param percentOfRoof median
     * @param roofGflops the machine's limit
     * @param roundGflops by round
     * @param codePath what the library says it ran
     */
    public record Figure(@JsonUnwrapped BenchmarkName name, double gflops, double percentOfRoof, double roofGflops,
            double[] roundGflops,
            String codePath) {}

    /**
     * Everything but the single iterations.
     *
     * @param machine description
     * @param roofline limits
     * @param figures by cell and library
     */
    public record Summary(MachineDescription machine, Roofline roofline, List<Figure> figures) {}

    /** Writes {@code gemm-summary.json}: machine, limits, and each library's median in each cell. */
    public Path writeSummary(MachineDescription machine, Roofline roofline, List<CellResult> results)
            throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (CellResult result : results) {
            for (LibraryTimes times : result.times()) {
                figures.add(new Figure(BenchmarkName.of(result.cell(), times.library()),
                        times.gflops(result.cell().shape()),
                        result.percentOfRoof(times), result.limit(), times.roundGflops(result.cell().shape()),
                        times.codePath()));
            }
        }
        Files.createDirectories(directory);
        Path file = directory.resolve("gemm-summary.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(),
                new Summary(machine, roofline, figures));
        return file;
    }

    /** Writes {@code gemm-jmh.json}, JMH's own format, which its visualisers read. */
    public Path writeJmh(Collection<RunResult> results) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("gemm-jmh.json");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
        return file;
    }
}
