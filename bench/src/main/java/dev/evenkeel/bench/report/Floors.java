package dev.evenkeel.bench.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Shares of this machine's limit that must be reached: a check that needs no earlier run, because the limit is measured
 * beside each figure.
 *
 * @param floors one per name
 */
public record Floors(List<Floor> floors) {
    private static final String PERCENT = "percentOfRoof";
    private static final String TOLERANCE = "tolerancePercent";
    private static final String EXPECTED = "expected objects of benchmark, library, " + PERCENT + ", if wanted "
            + TOLERANCE + ", and the benchmark's parameters";

    /** JSON as it is defined, and nothing behind it. */
    private static final ObjectMapper STRICT = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * One floor.
     *
     * @param name whose
     * @param percentOfRoof the share in percent that is expected
     * @param tolerancePercent by how many percent of that it may be missed
     */
    @JsonPropertyOrder({"name", PERCENT, TOLERANCE})
    public record Floor(@JsonUnwrapped BenchmarkName name, double percentOfRoof, double tolerancePercent) {
        /** One that may not be missed. */
        public Floor(BenchmarkName name, double percentOfRoof) {
            this(name, percentOfRoof, 0);
        }

        private static Floor of(Map<String, Object> fields) throws IOException {
            if (fields == null) {
                throw new IOException("is null; " + EXPECTED);
            }
            Map<String, Object> parameters = new LinkedHashMap<>(fields);
            Object tolerance = parameters.getOrDefault(TOLERANCE, 0);
            parameters.remove(TOLERANCE);
            if (parameters.remove("benchmark") instanceof String benchmark
                    && parameters.remove("library") instanceof String library
                    && parameters.remove(PERCENT) instanceof Number percent && tolerance instanceof Number share) {
                return new Floor(new BenchmarkName(benchmark, library, parameters), percent.doubleValue(),
                        share.doubleValue());
            }
            throw new IOException("is " + fields + "; " + EXPECTED);
        }

        /** Refuses what no figure could miss. */
        private void requireSense() throws IOException {
            if (!(percentOfRoof > 0 && percentOfRoof < Double.POSITIVE_INFINITY)) {
                throw new IOException("has " + PERCENT + " " + percentOfRoof
                        + ", which checks nothing; expected a number greater than 0");
            }
            if (!(tolerancePercent >= 0 && tolerancePercent < 100)) {
                throw new IOException("has " + TOLERANCE + " " + tolerancePercent
                        + "; expected a number from 0 to less than 100");
            }
        }

        /** What a figure must reach. */
        double least() {
            return percentOfRoof * (1 - tolerancePercent / 100);
        }
    }

    /**
     * What a check found.
     *
     * @param exitCode {@link ExitCode#OK} if every median reaches its floor; {@link ExitCode#INCONCLUSIVE} if medians
     * below have a round above, or a cell is inconclusive; {@link ExitCode#CHECK_FAILED} if all rounds of one lie below
     * @param text one line per floor
     */
    public record Verdict(int exitCode, String text) {}

    /** Copies its argument. */
    public Floors {
        floors = List.copyOf(floors);
    }

    /**
     * Reads a JSON array of objects with the fields of a name and {@code percentOfRoof}: one floor or more, each above
     * 0, no two for one figure.
     *
     * @throws IOException if the file cannot be read or is something else; the message names the file and the place
     */
    public static Floors read(Path file) throws IOException {
        List<Map<String, Object>> objects = parse(file);
        if (objects == null || objects.isEmpty()) {
            throw new IOException(
                    file + " holds no floors, and so would check nothing; in a JSON array " + EXPECTED);
        }
        Map<BenchmarkName, Floor> floors = new LinkedHashMap<>();
        for (int i = 0; i < objects.size(); i++) {
            try {
                Floor floor = Floor.of(objects.get(i));
                floor.requireSense();
                if (floors.putIfAbsent(floor.name, floor) != null) {
                    throw new IOException("is the second one for " + floor.name + "; expected one per figure");
                }
            } catch (IOException e) {
                throw new IOException(file + ": floor " + (i + 1) + " " + e.getMessage(), e);
            }
        }
        return new Floors(List.copyOf(floors.values()));
    }

    private static List<Map<String, Object>> parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return STRICT.readValue(in, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IOException(file + ", line " + at.getLineNr() + ", column " + at.getColumnNr() + ": "
                    + e.getOriginalMessage() + "; in a JSON array " + EXPECTED, e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    /** Writes what {@link #read} reads. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Floor floor : floors) {
            text.append(text.isEmpty() ? "[\n  " : ",\n  ").append(new ObjectMapper().writeValueAsString(floor));
        }
        WholeFile.write(file, text.append("\n]\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Refuses to leave a floor unchecked.
     *
     * @param names of the figures that will be measured
     * @throws IllegalArgumentException if a floor's is not among them
     */
    public void requireMeasured(Set<BenchmarkName> names) {
        List<BenchmarkName> missing =
                floors.stream().map(Floor::name).filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    missing.size() + " of " + floors.size() + " floors would not be measured: "
                            + missing
                            + "; names must be those of the JSON results, and cells not be left out by other options");
        }
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
            int verdict = verdict(result, times, floor.least());
            exitCode = exitCode == ExitCode.CHECK_FAILED || verdict == ExitCode.OK ? exitCode : verdict;
            text.append(String.format(Locale.ROOT, "%-12s %s %s: %.1f %% of roof, floor %.1f %% (rounds %s)%s%n",
                    word(verdict), name.library(),
                    result.cell(), result.percentOfRoof(times), floor.least(), rounds(result, times),
                    result.doubts().stream().map(doubt -> "; " + doubt).collect(Collectors.joining())));
        }
        return new Verdict(exitCode, text.toString());
    }

    /** A roof that cannot be relied on does not excuse what lies below its floor under the lowest roof measured. */
    private static int verdict(CellResult result, LibraryTimes times, double floor) {
        if (result.percentOfRoof(times) >= floor && !result.isInconclusive()) return ExitCode.OK;
        double roof = result.isInconclusive() ? result.roof().least() : result.limit();
        boolean someReach = percents(result, times, roof).anyMatch(percent -> percent >= floor);
        return someReach ? ExitCode.INCONCLUSIVE : ExitCode.CHECK_FAILED;
    }

    private static DoubleStream percents(CellResult result, LibraryTimes times, double roof) {
        return Arrays.stream(times.roundSpeeds(result.cell())).map(speed -> 100 * speed / roof);
    }

    private static String rounds(CellResult result, LibraryTimes times) {
        return percents(result, times, result.limit()).mapToObj(percent -> String.format(Locale.ROOT, "%.1f", percent))
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
