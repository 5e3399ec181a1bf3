package dev.evenkeel.bench.kernels;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What compiled code allocated towards the end of a flight recording, when a program does what it will go on doing.
 *
 * @param sites by where in somebody's code, the most bytes first
 */
record Allocations(List<Site> sites) {
    /** What the JVM has to record, as an option. */
    static final String OPTIONS = "settings=none,+jdk.ObjectAllocationSample#enabled=true,"
            + "+jdk.ObjectAllocationSample#throttle=300/s,+jdk.ObjectAllocationSample#stackTrace=true,"
            + "+jdk.JVMInformation#enabled=true,+jdk.JVMInformation#period=everyChunk";

    private static final String SAMPLE = "jdk.ObjectAllocationSample";
    private static final Pattern VECTOR_API = Pattern.compile("jdk\\.(incubator\\.vector|internal\\.vm\\.vector)\\..*");

    /** The last part of a recording, as a share. */
    private static final double END = 0.4;

    private static final int LEAST_SAMPLES = 2;
    private static final long LEAST_BYTES = 100_000;

    /**
     * A place that allocates.
     *
     * @param owner class
     * @param method name
     * @param line in the source; negative if unknown
     * @param type of the objects
     * @param isVector whether they are vectors, or what vector operations make of vectors
     * @param bytesPerSecond about
     */
    record Site(String owner, String method, int line, String type, boolean isVector, double bytesPerSecond) {}

    private record Key(String owner, String method, int line, String type, boolean isVector) {}

    private static final class Sum {
        private long bytes;
        private int samples;
    }

    static Allocations read(Path recording) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        Instant first = events.stream().map(RecordedEvent::getStartTime).min(Instant::compareTo).orElse(Instant.MIN);
        Instant last = events.stream().map(RecordedEvent::getStartTime).max(Instant::compareTo).orElse(Instant.MIN);
        Duration end = Duration.ofNanos(Math.round(Duration.between(first, last).toNanos() * END));
        Map<Key, Sum> sums = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals(SAMPLE) && !event.getStartTime().isBefore(last.minus(end))) {
                add(sums, event);
            }
        }
        List<Site> sites = new ArrayList<>();
        double seconds = Math.max(1e-3, end.toNanos() / 1e9);
        sums.forEach((key, sum) -> {
            if (sum.samples >= LEAST_SAMPLES && sum.bytes >= LEAST_BYTES) {
                sites.add(new Site(key.owner, key.method, key.line, key.type, key.isVector, sum.bytes / seconds));
            }
        });
        sites.sort(Comparator.comparingDouble(Site::bytesPerSecond).reversed());
        return new Allocations(List.copyOf(sites));
    }

    private static void add(Map<Key, Sum> sums, RecordedEvent event) {
        if (event.getStackTrace() == null) return;
        String type = event.getClass("objectClass").getName();
        boolean isVector = VECTOR_API.matcher(type).matches();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String owner = frame.getMethod().getType().getName();
            isVector |= VECTOR_API.matcher(owner).matches();
            if (ForeignJar.mayBeTheirs(owner)) {
                if (frame.getType().equals("Interpreted")) return;
                Sum sum = sums.computeIfAbsent(
                        new Key(owner, frame.getMethod().getName(), frame.getLineNumber(), type, isVector),
                        key -> new Sum());
                sum.bytes += event.getLong("weight");
                sum.samples++;
                return;
            }
        }
    }
}
