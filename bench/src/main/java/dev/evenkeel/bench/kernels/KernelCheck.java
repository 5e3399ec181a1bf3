package dev.evenkeel.bench.kernels;

import dev.evenkeel.bench.launch.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Runs {@link KernelWorkload} in a JVM of its own and reads what the compiler logged.
 *
 * @param name for people
 * @param jvmArguments choose the vector width or the instruction set
 */
public record KernelCheck(String name, List<String> jvmArguments) {
    /** The package in and below which kernels lie; not exported, so that its name is all that can be had. */
    static final String KERNELS = "dev.evenkeel.internal.kernel";

    private static final List<Integer> WIDTHS = List.of(128, 256, 512);
    private static final List<String> LOGGING =
            List.of("--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:-UseOnStackReplacement",
                    "-XX:+UnlockDiagnosticVMOptions", "-XX:+LogCompilation");

    /**
     * What one check found.
     *
     * @param findings one sentence each
     * @param compiled number of methods of the kernels that C2 compiled
     */
    public record Outcome(List<String> findings, int compiled) {}

    /** Every width up to the machine's, and 16 registers where the machine has more. */
    public static List<KernelCheck> forWidthsUpTo(int bits, boolean avx512) {
        List<KernelCheck> checks = new ArrayList<>();
        for (int width : WIDTHS) {
            if (width <= bits) checks.add(new KernelCheck(width + " bits", List.of("-Devenkeel.vectorBits=" + width)));
        }
        if (avx512) checks.add(new KernelCheck("AVX2", List.of("-XX:UseAVX=2")));
        return checks;
    }

    /**
     * Runs the check.
     *
     * @param everySize every tile size, not only the smallest, the middle and the tallest of each width
     * @param progress told which share is done
     * @throws IOException if the JVM cannot be started or ends early; the message names a file of what it printed
     */
    public Outcome run(boolean everySize, DoubleConsumer progress) throws IOException, InterruptedException {
        Path log = Files.createTempFile("evenkeel-compilation", ".xml");
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(LOGGING);
            command.add("-XX:LogFile=" + log);
            command.addAll(jvmArguments);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelWorkload.class.getName()));
            if (everySize) command.add(KernelWorkload.EVERY_SIZE);
            JavaProcess.Ended ended = JavaProcess.run(command, line -> tell(line, progress));
            List<String> printed = ended.printed().lines().toList();
            if (ended.code() != 0 || !printed.contains(KernelWorkload.FINISHED)) {
                Path output = Files.write(Files.createTempFile("evenkeel-kernels-", ".log"), printed);
                throw new IOException(
                        "kernels at " + name + " ended with " + ended.code() + " (what was printed: " + output
                                + ")");
            }
            return outcome(CompilationLog.read(log, KERNELS), printed);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static void tell(String line, DoubleConsumer progress) {
        if (line.startsWith(KernelWorkload.DONE)) {
            progress.accept(Double.parseDouble(line.substring(KernelWorkload.DONE.length())));
        }
    }

    private static Outcome outcome(CompilationLog log, List<String> printed) {
        List<String> findings = new ArrayList<>(log.findings());
        printed.stream().filter(line -> line.startsWith(KernelWorkload.ALLOCATES)).forEach(findings::add);
        if (log.optimised().isEmpty()) findings.add("C2 compiled no kernel at all");
        return new Outcome(findings, log.optimised().size());
    }
}
