package dev.evenkeel.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.ExitCode;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shares of this machine's limit that must be reached: a check that needs no earlier run, because the limit is measured beside each figure.
 *
 * @param floors one per name
 */
public record Floors(List<Floor> floors) {
    /**
     * One floor.
     *
     * @param name whose
     * @param percentOfRoof the least share in percent
     */
    public record Floor(BenchmarkName name, double percentOfRoof) {
        private static Floor of(Map<String, Object> fields) throws IOException {
            Map<String, Object> parameters = new LinkedHashMap<>(fields);
            if (parameters.remove("benchmark") instanceof String benchmark
                    && parameters.remove("library") instanceof String library
                    && parameters.remove("percentOfRoof") instanceof Number percent) {
                return new Floor(new BenchmarkName(benchmark, library, parameters), percent.doubleValue());
            }
            throw new IOException(
                    "floor " + fields + ": expected benchmark, library, percentOfRoof and the benchmark's parameters");
        }
    }

    /**
     * What a check found.
     *
     * @param exitCode {@link ExitCode#OK} if every median reaches its floor; {@link ExitCode#INCONCLUSIVE} if medians below have a round above;
     *     {@link ExitCode#CHECK_FAILED} if all rounds of one lie below
     * @param text one line per floor
     */
    public record Verdict(int exitCode, String text) {}

    /** Copies its argument. */
    public Floors {
        floors = List.copyOf(floors);
    }

    /**
     * Reads a JSON array of objects with the fields of a name and {@code percentOfRoof}.
     *
     * @throws IOException if the file cannot be read or is something else
     */
    public static Floors read(Path file) throws IOException {
        List<Floor> floors = new ArrayList<>();
        for (Map<String, Object> fields : new ObjectMapper().readValue(file.toFile(),
                new TypeReference<List<Map<String, Object>>>() {})) {
            floors.add(Floor.of(fields));
        }
        return new Floors(floors);
    }

    /**
     * Compares medians with floors.
     *
     * @throws IllegalArgumentException if a floor's figure is not among the results
     */
    public Verdict check(List<CellResult> results) {
        int exitCode = ExitCode.OK;
        StringBuilder text = new StringBuilder();
        for (Floor floor : floors) {
            BenchmarkName name = floor.name;
            CellResult result = results.stream()
                    .filter(candidate -> BenchmarkName.of(candidate.cell(), name.library()).equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no figure for the floor of " + name));
            LibraryTimes times = result.times(name.library())
                    .orElseThrow(() -> new IllegalArgumentException("no figure for the floor of " + name));
            int verdict = verdict(result, times, floor.percentOfRoof);
            exitCode = exitCode == ExitCode.CHECK_FAILED || verdict == ExitCode.OK ? exitCode : verdict;
            text.append(String.format(Locale.ROOT, "%-12s %s %s: %.1f %% of roof, floor %.1f %% (rounds %s)%n",
                    word(verdict), name.library(),
                    result.cell(), result.percentOfRoof(times), floor.percentOfRoof, rounds(result, times)));
        }
        return new Verdict(exitCode, text.toString());
    }

    private static int verdict(CellResult result, LibraryTimes times, double floor) {
        if (result.percentOfRoof(times) >= floor) return ExitCode.OK;
        boolean someReach = Arrays.stream(percents(result, times)).anyMatch(percent -> percent >= floor);
        return someReach ? ExitCode.INCONCLUSIVE : ExitCode.CHECK_FAILED;
    }

    private static double[] percents(CellResult result, LibraryTimes times) {
        return Arrays.stream(times.roundSpeeds(result.cell())).map(speed -> 100 * speed / result.limit())
                .toArray();
    }

    private static String rounds(CellResult result, LibraryTimes times) {
        return Arrays.stream(percents(result, times)).mapToObj(percent -> String.format(Locale.ROOT, "%.1f", percent))
                .collect(Collectors.joining(" "));
    }

    private static String word(int verdict) {
        return switch (verdict) {
            case ExitCode.OK -> "ok";
            case ExitCode.INCONCLUSIVE -> "INCONCLUSIVE";
            default -> "BELOW";
        };
    }
}
