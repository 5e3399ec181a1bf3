package dev.evenkeel.bench.page;

import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ResultFiles;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Level;
import dev.evenkeel.bench.roofline.Roofline;
import dev.evenkeel.bench.variance.LayerShape;
import dev.evenkeel.bench.variance.SignalPropagation;
import dev.evenkeel.bench.variance.VarianceFinding;
import dev.evenkeel.bench.variance.VarianceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Results written by hand, in the form in which the commands write theirs. */
final class Stored {
    /** What somebody who wants to do harm would call a benchmark. */
    static final String HOSTILE = "</script><script>document.title='harmed'</script><b>'\"&@DATA@";

    private static final Roofline ROOFLINE = new Roofline(16, new CacheSizes(32 << 10, 1 << 20, 32 << 20),
            Map.of(1, 220.0, 2, 440.0), List.of(bandwidth(Level.L1, 240), bandwidth(Level.L2, 210),
                    bandwidth(Level.L3, 80), bandwidth(Level.DRAM, 25)));

    private Stored() {}

    private static Roofline.Bandwidth bandwidth(Level level, double rate) {
        return new Roofline.Bandwidth(level, Access.READ, 1, rate);
    }

    /** Products of several sizes; the last library is named by the caller. */
    static Path run(Path folder, String date, double faster, String library) throws IOException {
        List<CellResult> results = new ArrayList<>();
        for (String shape : List.of("16", "64", "256", "1024", "32x1000x1000", "1x1000x1000")) {
            ProductCell cell = new ProductCell(Shape.parse(shape), Transposition.NN, 1);
            double limit = cell.limit(ROOFLINE);
            results.add(new CellResult(cell, limit, List.of(
                    times(cell, "evenkeel", 0.8 * limit * faster, 0.85 * limit * faster, 0.9 * limit * faster),
                    times(cell, "openblas", 0.82 * limit, 0.84 * limit, 0.85 * limit),
                    times(cell, library, 0.1 * limit, 0.1 * limit, 0.11 * limit))));
        }
        new ResultFiles(folder).writeSummary(new RunDescription(date, "abc1234", List.of("run", "--forks", "3")),
                MachineDescription.ofThisMachine(), ROOFLINE, results, results.size());
        return folder;
    }

    private static LibraryTimes times(ProductCell cell, String library, double... gflops) {
        return new LibraryTimes(library, library + " code",
                DoubleStream.of(gflops).mapToObj(speed -> new double[] {cell.work() / speed}).toList());
    }

    /** Two schemes, one of which is wrong in the tall layer if asked. */
    static Path variance(Path folder, boolean passes) throws IOException {
        List<VarianceFinding> findings = List.of(finding("zeros", LayerShape.SQUARE, Double.NaN, 0, true, true),
                finding("he normal", LayerShape.SQUARE, 1.001, 0.8, false, true),
                finding("he normal", LayerShape.TALL, passes ? 0.999 : 0.97, passes ? -0.8 : -24, false, passes),
                finding("orthogonal", LayerShape.WIDE, 1, 0, true, true));
        List<SignalPropagation> propagation = new ArrayList<>();
        for (String activation : List.of("tanh", "relu")) {
            propagation.add(new SignalPropagation("he normal", activation, powers(1.01), powers(0.99)));
            propagation.add(new SignalPropagation("small random", activation, powers(1e-3), powers(1e-3)));
        }
        new VarianceReport(2010, "vector-512, 1 thread", findings, propagation).write(folder);
        return folder;
    }

    private static VarianceFinding finding(String scheme, LayerShape layer, double ratio, double z, boolean exact,
            boolean passed) {
        return new VarianceFinding(scheme, layer, 480, 480, "2/in", 1000, 0, ratio / 240, 1.0 / 240, ratio, z, 0, exact,
                passed);
    }

    private static double[] powers(double factor) {
        return IntStream.rangeClosed(0, SignalPropagation.DEPTH).mapToDouble(layer -> Math.pow(factor, layer))
                .toArray();
    }

    /** Rounds of two benchmarks and their verdicts. */
    static Path gate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("rounds.json"), """
                {"baseline": "a", "candidate": "b", "options": [], "rounds": {
                  "Sums.add (n=10, type=int)": [%1$s, %1$s, %1$s], "Sums.add (n=20, type=int)": [%1$s],
                  "A/A Sums.add (n=10, type=int)": [%1$s]}}
                """.formatted("{\"baselineFirst\": true, \"baseline\": {\"cost\": 100, \"unit\": \"avgt ns/op\"},"
                + " \"candidate\": {\"cost\": 112, \"unit\": \"avgt ns/op\"}}"));
        Files.writeString(folder.resolve("gate.csv"), """
                2026-11-01T00:00:00Z,"Sums.add (n=10, type=int)",SAME,0.000000,-0.010000,0.010000,8
                2026-11-29T00:00:00Z,"Sums.add (n=10, type=int)",SLOWER,0.120000,0.100000,0.140000,8,twin
                2026-11-29T00:00:00Z,"Sums.add (n=20, type=int)",INCONCLUSIVE,0.020000,-Infinity,Infinity,1
                """);
        return folder;
    }

    /** Somebody else's benchmarks: one with sizes, one without. */
    static Path jmh(Path file, String method) throws IOException {
        List<String> results = new ArrayList<>();
        for (int size : List.of(10, 100, 1000)) {
            results.add(jmh("org.other.Loops." + method, size, "\"NaN\"", size));
            results.add(jmh("org.other.Loops.slow", size, String.valueOf(0.1 * size), 3 * size));
        }
        results.add("""
                {"benchmark": "org.other.Once.parse", "mode": "thrpt", "threads": 1, "forks": 1,
                 "primaryMetric": {"score": 12.5, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
                 "scoreUnit": "ops/ms", "rawData": [[12.5]]}, "secondaryMetrics": {}}""");
        return Files.writeString(file, "[" + String.join(",\n", results) + "]");
    }

    private static String jmh(String benchmark, int size, String error, double score) {
        return """
                {"benchmark": "%s", "mode": "avgt", "threads": 1, "forks": 2, "vmName": "OpenJDK", "vmVersion": "25",
                 "params": {"size": "%d"}, "primaryMetric": {"score": %s, "scoreError": %s,
                 "scoreConfidence": [%s, %s], "scoreUnit": "ns/op", "rawData": [[%s, %s]]}, "secondaryMetrics": {}}"""
                .formatted(benchmark.replace("\"", "\\\"").replace("\n", "\\n"), size, score, error, 0.9 * score,
                        1.1 * score, 0.95 * score, 1.05 * score);
    }
}
