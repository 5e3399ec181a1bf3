package dev.evenkeel.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.ExitCode;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.product.Transposition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shares of this machine's limit that must be reached: a check that needs no earlier run, because the limit is measured beside each figure.
 *
 * @param floors one per name
 */
public record Floors(List<Floor> floors) {
    /**
     * One floor: the six fields of a {@link BenchmarkName}, and
     *
     * @param percentOfRoof the least share in percent
     */
    public record Floor(String benchmark, String library, String shape, Transposition transpose, int threads,
            String dtype, double percentOfRoof) {
        /** Whose floor it is. */
        public BenchmarkName name() {
            return new BenchmarkName(benchmark, library, shape, transpose, threads, dtype);
        }

        static Floor of(BenchmarkName name, double percentOfRoof) {
            return new Floor(name.benchmark(), name.library(), name.shape(), name.transpose(), name.threads(),
                    name.dtype(), percentOfRoof);
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
     * Reads a JSON array of objects with the six fields of a name and {@code percentOfRoof}.
     *
     * @throws IOException if the file cannot be read or is something else
     */
    public static Floors read(Path file) throws IOException {
        return new Floors(new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Floor>>() {}));
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
            CellResult result = results.stream().filter(candidate -> candidate.cell().equals(floor.name().cell()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no figure for the floor of " + floor.name()));
            LibraryTimes times = result.times(floor.library)
                    .orElseThrow(() -> new IllegalArgumentException("no figure for the floor of " + floor.name()));
            int verdict = verdict(result, times, floor.percentOfRoof);
            exitCode = exitCode == ExitCode.CHECK_FAILED || verdict == ExitCode.OK ? exitCode : verdict;
            text.append(String.format(Locale.ROOT, "%-12s %s %s: %.1f %% of roof, floor %.1f %% (rounds %s)%n",
                    word(verdict), floor.library,
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
        return Arrays.stream(times.roundGflops(result.cell().shape())).map(gflops -> 100 * gflops / result.limit())
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
