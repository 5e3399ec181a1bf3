package dev.evenkeel.bench.firstseconds;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.bench.report.BenchmarkName;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ResultFiles;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code first-seconds.json}. What has no finite value is null.
 *
 * @param run which one
 * @param cells how many of the products
 * @param machine description
 * @param settings how it was measured
 * @param courses of every library with every product
 */
public record StoredCourses(RunDescription run, ResultFiles.Coverage cells, MachineDescription machine,
        StoredSettings settings, List<StoredCourse> courses) {
    /** The name of the file. */
    public static final String FILE = "first-seconds.json";

    private static final String BENCHMARK = "FirstSeconds.multiply";

    /**
     * Settings as numbers.
     *
     * @param forks JVMs
     * @param sliceMillis least length of a time slice
     * @param longestMillis of a JVM
     * @param busy other processes
     * @param jvmArguments of each JVM
     * @param aot whether each started from an AOT cache
     */
    public record StoredSettings(int forks, long sliceMillis, long longestMillis, int busy, List<String> jvmArguments,
            boolean aot) {}

    /**
     * A library with a product; times in seconds, speeds in GFLOP/s.
     *
     * @param name stable
     * @param untilFirstCall from the start of the JVM
     * @param firstResult what the first call takes
     * @param speeds by moment
     * @param steady at the end
     * @param isSteady whether that can be relied on
     * @param shareAt1 speed after a second as a share of the steady one
     * @param arrival from when on the speed stays above 80 % of the steady one
     * @param allocatedUntilArrival bytes by then
     * @param slowerThanPlainUntil of ours; null for plain Java
     * @param runs slice by slice
     */
    public record StoredCourse(@JsonUnwrapped BenchmarkName name, double untilFirstCall, double firstResult,
            Map<String, Double> speeds, double steady, boolean isSteady, Double shareAt1, Double arrival,
            Double allocatedUntilArrival, Double slowerThanPlainUntil, List<Series> runs) {}

    /** Of the products so far. */
    public static StoredCourses of(RunDescription run, MachineDescription machine, FirstSeconds.Settings settings,
            List<CellCourse> measured, int chosen) {
        List<StoredCourse> courses = measured.stream()
                .flatMap(cell -> Stream.of(course(cell, cell.ours(), cell.behindUntil()),
                        course(cell, cell.plain(), Double.NaN)))
                .toList();
        return new StoredCourses(run, new ResultFiles.Coverage(measured.size(), chosen), machine,
                new StoredSettings(settings.forks(), settings.slice().toMillis(), settings.longest().toMillis(),
                        settings.busy(), settings.jvmArguments(), settings.aot()),
                courses);
    }

    private static StoredCourse course(CellCourse cell, Course course, double behindUntil) {
        Map<String, Double> speeds = new LinkedHashMap<>();
        for (double moment : Course.MOMENTS) speeds.put(Double.toString(moment), finite(course.at(moment)));
        double arrival = course.arrival();
        return new StoredCourse(new BenchmarkName(BENCHMARK, course.library(), cell.cell().parameters()),
                course.untilFirstCall(), course.firstResult(), speeds, course.steady(), course.isSteady(),
                Double.isNaN(course.at(1)) ? null : finite(course.shareAt(1)), finite(arrival),
                Double.isFinite(arrival) ? finite(course.allocatedUntilArrival()) : null, finite(behindUntil),
                course.runs());
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    /** Replaces the file in a folder. */
    public Path write(Path folder) throws IOException {
        return WholeFile.write(folder.resolve(FILE),
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this));
    }
}
