package dev.evenkeel.fuzz.concurrency;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many callers at a time, on pools of all manners and in all sorts of trouble: every answer has the bits of the
 * sequential scalar one. Round after round for {@code fuzz.seconds}, the first drawn from {@code fuzz.seed}, each next
 * one from the number after it. A round may take {@code fuzz.limitSeconds}: under an emulator more than the usual 120.
 */
class ConcurrencyFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20);
    private static final Long SECONDS = Long.getLong("fuzz.seconds");
    private static final long LIMIT_SECONDS = Long.getLong("fuzz.limitSeconds", 120);

    @TempDir
    Path directory;

    @Test
    void everyAnswerIsRightWhateverHappensBesides() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS == null ? 4 : SECONDS);
        long answers = 0;
        long seed = SEED;
        for (; answers == 0 || System.nanoTime() < end; seed++) {
            answers += round(seed);
        }
        if (SECONDS != null) {
            System.out.println("ConcurrencyFuzzTest: " + answers + " answers in " + (seed - SEED) + " rounds");
        }
    }

    private long round(long seed) throws Exception {
        AtomicReference<Object> outcome = new AtomicReference<>();
        FuzzRound round = new FuzzRound(seed);
        Thread driver = Thread.ofPlatform().name("fuzz driver").daemon().start(() -> {
            try {
                outcome.set(round.run());
            } catch (Throwable thrown) {
                outcome.set(thrown);
            }
        });
        driver.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        if (outcome.get() instanceof Long answers) {
            return answers;
        }
        String repeat =
                round + "; to repeat: mvn test -pl core -Dwidths.skip=true -Dtest=ConcurrencyFuzzTest -Dfuzz.seed="
                        + seed;
        if (outcome.get() instanceof Throwable failure) {
            throw new AssertionError(failure.getMessage() + "; " + repeat, failure);
        }
        throw new AssertionError("no end after " + LIMIT_SECONDS + " s; " + repeat + "\n" + threads());
    }

    /** Where they all are, virtual ones too. */
    private String threads() throws IOException {
        Path file = directory.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toString(),
                HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
    }
}
