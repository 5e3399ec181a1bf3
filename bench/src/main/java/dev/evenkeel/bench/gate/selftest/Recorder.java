package dev.evenkeel.bench.gate.selftest;

import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.Round;
import dev.evenkeel.bench.gate.RoundTaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records rounds of a jar against itself, in the order in which the gate would take them.
 *
 * @param taker how a round is measured
 * @param file which holds every complete round at any time, and is gone on with
 * @param rounds wanted of each benchmark
 * @param budget time for this call
 */
public record Recorder(RoundTaker taker, Path file, int rounds, Duration budget) {
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
            for (BenchmarkId id : benchmarks) {
                boolean isThere = recording.rounds().getOrDefault(id.toString(), List.of()).size() >= round;
                if (isThere) continue;
                if (System.nanoTime() >= end) return recording.complete();
                long start = System.nanoTime();
                Round taken = taker.take(new Gate.Pair(id, id), round % 2 == 1, false);
                recording.add(id.toString(), new Recording.Timed(taken, (System.nanoTime() - start) * 1e-9));
                recording.write(file);
            }
            progress.accept("round " + round + " of " + rounds);
        }
        return recording.complete();
    }
}
