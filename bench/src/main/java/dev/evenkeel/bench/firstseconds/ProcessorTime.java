package dev.evenkeel.bench.firstseconds;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * Processor time that was spent until a moment. It loads next to nothing.
 *
 * @param nanos when it was looked at
 * @param all seconds of all processes; NaN where the system does not tell
 * @param own seconds of this process
 */
record ProcessorTime(long nanos, double all, double own) {
    private static final String LINUX = "/proc/stat";
    private static final int MOST_BYTES = 200;
    private static final double TICKS_PER_SECOND = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Numbers of the first line; those of idling and of waiting for disks are no work. */
    private static final int FIELDS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    static ProcessorTime now() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessorTime(System.nanoTime(), ofAll(), system.getProcessCpuTime() / NANOS_PER_SECOND);
    }

    private static double ofAll() {
        try (FileInputStream file = new FileInputStream(LINUX)) {
            return ticks(new String(file.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII)) / TICKS_PER_SECOND;
        } catch (IOException notLinux) {
            return Double.NaN;
        }
    }

    /** Of a text that begins {@code cpu user nice system idle iowait irq softirq steal} all that was work. */
    static long ticks(String text) {
        StringTokenizer fields = new StringTokenizer(text);
        fields.nextToken();
        long sum = 0;
        for (int field = 0; field < FIELDS; field++) {
            long ticks = Long.parseLong(fields.nextToken());
            if (field != IDLE && field != WAITING) sum += ticks;
        }
        return sum;
    }

    /** What other processes took of all processors since an earlier moment; NaN where the system does not tell. */
    double shareOfOthersSince(ProcessorTime earlier) {
        double seconds = (nanos - earlier.nanos) / NANOS_PER_SECOND * Runtime.getRuntime().availableProcessors();
        return Math.clamp((all - earlier.all - own + earlier.own) / seconds, 0, 1);
    }
}
