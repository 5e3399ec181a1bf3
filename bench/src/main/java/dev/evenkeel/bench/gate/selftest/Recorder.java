package dev.evenkeel.bench.gate.selftest;

import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.Round;
import dev.evenkeel.bench.gate.RoundSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records rounds of a jar against itself, in the order in which the gate would take them.
 *
 * @param source how rounds are measured
 * @param file which holds every complete round at any time, and is gone on with
 * @param rounds wanted of each benchmark
 * @param budget time for this call
 */
public record Recorder(RoundSource source, Path file, int rounds, Duration budget) {
    /**
     * Records.
     *
     * @param checksum of the jar
     * @return rounds of every benchmark in the file
     * @throws IllegalArgumentException if the file holds something else
     */
    public int record(List<BenchmarkId> benchmarks, EnvironmentStamp stamp, String note, String checksum,
            Consumer<String> progress) throws IOException {
        Recording recording = Recording.empty(stamp, note, checksum);
        if (Files.exists(file)) {
            recording = Recording.read("--record-forks", file);
            List<String> differences = recording.stamp().differences(stamp);
            if (!recording.checksum().equals(checksum)) differences.add("the jar's checksum");
            if (!recording.note().equals(note)) differences.add("the note");
            if (!differences.isEmpty()) {
                throw new IllegalArgumentException("--record-forks: " + file + " holds other rounds ("
                        + String.join("; ", differences) + "); expected a new file, or the same again");
            }
        }
        long end = System.nanoTime() + budget.toNanos();
        for (int round = 1; round <= rounds; round++) {
            for (List<Gate.Pair> part : source.parts(wanted(benchmarks, recording, round))) {
                if (System.nanoTime() >= end) return recording.complete();
                take(part, round % 2 == 1, recording);
                recording.write(file);
            }
            progress.accept("round " + round + " of " + rounds);
        }
        return recording.complete();
    }

    private static List<Gate.Pair> wanted(List<BenchmarkId> benchmarks, Recording recording, int round) {
        return benchmarks.stream()
                .filter(id -> recording.rounds().getOrDefault(id.toString(), List.of()).size() < round)
                .map(id -> new Gate.Pair(id, id)).toList();
    }

    /** What is measured together shares the time. */
    private void take(List<Gate.Pair> part, boolean baselineFirst, Recording recording) throws IOException {
        Map<String, Round> taken = new LinkedHashMap<>();
        long start = System.nanoTime();
        source.measure(part, false, baselineFirst, (pair, round) -> taken.put(pair.baseline().toString(), round));
        double seconds = (System.nanoTime() - start) * 1e-9 / part.size();
        taken.forEach((name, round) -> recording.add(name, new Recording.Timed(round, seconds)));
    }
}
