package dev.evenkeel.bench.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of this machine makes figures scatter, as sentences. Nothing here stops a gate: the control row does. */
public final class MachineCheck {
    private static final double BUSY = 0.7;

    private MachineCheck() {}

    /** Load, other Java programs, the governor of frequencies, a quota of processor time, stolen time. */
    public static List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > BUSY) warnings.add(String.format(Locale.ROOT, "load average %.1f: other programs run", load));
        long others = ProcessHandle.allProcesses().filter(MachineCheck::isOtherJava).count();
        if (others > 0) warnings.add(others + " other Java programs run");
        read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
                .filter(governor -> !governor.equals("performance"))
                .ifPresent(governor -> warnings.add("the frequency governor is " + governor + ", not performance"));
        read("/sys/fs/cgroup/cpu.max").filter(quota -> !quota.startsWith("max"))
                .ifPresent(quota -> warnings.add("processor time is limited to " + quota + " (cpu.max)"));
        read("/proc/stat").map(MachineCheck::stolen).filter(share -> share > 0.01).ifPresent(share -> warnings.add(
                String.format(Locale.ROOT, "%.0f %% of processor time since the start went to other machines (steal)",
                        100 * share)));
        return warnings;
    }

    private static boolean isOtherJava(ProcessHandle process) {
        boolean isOurs = process.pid() == ProcessHandle.current().pid()
                || ProcessHandle.current().parent().map(ProcessHandle::pid).filter(pid -> pid == process.pid())
                        .isPresent();
        return !isOurs && process.info().command().map(Path::of).map(Path::getFileName).map(Path::toString)
                .filter(name -> name.equals("java") || name.equals("java.exe")).isPresent();
    }

    /** The eighth number of the first line of /proc/stat, as a share of all. */
    static double stolen(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").strip().split("\\s+");
        double sum = 0;
        for (int i = 1; i < Math.min(fields.length, 9); i++) sum += Double.parseDouble(fields[i]);
        return fields.length > 8 && sum > 0 ? Double.parseDouble(fields[8]) / sum : 0;
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
