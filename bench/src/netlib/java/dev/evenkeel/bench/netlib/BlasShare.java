package dev.evenkeel.bench.netlib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Which share of the time was spent in routines of netlib, whoever implements them, by samples of the stacks. */
final class BlasShare implements AutoCloseable {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String PACKAGE = "dev.ludovic.netlib.";

    private final Recording recording = new Recording();

    BlasShare() {
        recording.enable(SAMPLE).withPeriod(Duration.ofMillis(10));
        recording.start();
    }

    /** Of all samples so far; NaN if there are none. */
    double share() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("netlib", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> samples = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(SAMPLE)).toList();
            return samples.stream().filter(BlasShare::isInBlas).count() / (double) samples.size();
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isInBlas(RecordedEvent sample) {
        return sample.getStackTrace() != null && sample.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(PACKAGE));
    }

    @Override
    public void close() {
        recording.close();
    }
}
