package dev.evenkeel.bench.report;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.evenkeel.Execution;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param processor as the system names it
 * @param processors logical ones that the JVM may use
 * @param java version and VM
 * @param jvmArguments of this JVM
 * @param flags of the VM that decide about vectors
 * @param kernels of our library, sequential
 */
public record MachineDescription(String processor, int processors, String java, List<String> jvmArguments,
        Map<String, String> flags, String kernels) {
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final List<String> FLAGS =
            List.of("UseAVX", "UseSVE", "MaxVectorSize", "UseFMA", "AlignVector", "ObjectAlignmentInBytes");

    /** This machine and this JVM. */
    public static MachineDescription ofThisMachine() {
        return new MachineDescription(processorName(), Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vendor.version", "") + " " + Runtime.version() + " "
                        + System.getProperty("java.vm.info"),
                ManagementFactory.getRuntimeMXBean().getInputArguments(), vectorFlags(),
                Execution.sequential().kernels());
    }

    private static String processorName() {
        String architecture = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!Files.isReadable(LINUX)) return architecture;
        try (Stream<String> lines = Files.lines(LINUX)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip() + ", ")
                    .orElse("") + architecture;
        } catch (IOException e) {
            return architecture;
        }
    }

    /** Each exists on some architectures only. */
    private static Map<String, String> vectorFlags() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        Map<String, String> values = new TreeMap<>();
        for (String flag : FLAGS) {
            try {
                values.put(flag, vm.getVMOption(flag).getValue());
            } catch (IllegalArgumentException absent) {
                continue;
            }
        }
        return values;
    }

    /** Readable, several lines. */
    public String text() {
        return "processor  %s, %d logical%njava       %s%nflags      %s%narguments  %s%nkernels    %s%n".formatted(
                processor, processors, java.strip(),
                flags, String.join(" ", jvmArguments), kernels);
    }
}
