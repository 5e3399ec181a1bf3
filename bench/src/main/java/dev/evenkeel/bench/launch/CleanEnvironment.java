package dev.evenkeel.bench.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Environment variables that make native libraries choose other kernels or threads than they would. A JVM cannot change
 * its own environment, and JMH's forks inherit it: a command that finds such a variable starts itself again without.
 */
public final class CleanEnvironment {
    private static final Pattern TUNING =
            Pattern.compile("(OPENBLAS|GOTO|BLIS|MKL|ONEDNN|DNNL|OMP|GOMP|KMP|ATEN|TORCH)_.*");

    private CleanEnvironment() {}

    /** Every variable that tunes a native library, with its value. */
    static Map<String, String> tuning(Map<String, String> environment) {
        Map<String, String> found = new TreeMap<>(environment);
        found.keySet().removeIf(name -> !TUNING.matcher(name).matches());
        return found;
    }

    /**
     * Whether this process may measure: nothing is set but what holds the libraries to its instruction set, and the JVM
     * is held to it too.
     */
    public static boolean isFor(InstructionSet instructions) {
        return instructions == InstructionSet.ofThisProcess()
                && tuning(System.getenv()).equals(instructions.environment());
    }

    /**
     * Makes sure that a fork measures what it claims to.
     *
     * @throws IllegalStateException naming the variables that must not be set
     */
    public static void require() {
        InstructionSet instructions = InstructionSet.ofThisProcess();
        if (!isFor(instructions)) {
            throw new IllegalStateException("the environment tunes native libraries: " + tuning(System.getenv())
                    + "; for " + instructions + " expected "
                    + instructions.environment()
                    + ". Unset these variables; the command line of the benchmarks does so by itself.");
        }
    }

    /**
     * Runs the command again in a process with a clean environment and the options of the instruction set, and waits
     * for it.
     *
     * @param main the class to start
     * @return its exit code
     */
    public static int rerun(Class<?> main, InstructionSet instructions, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(instructions.jvmArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeAll(tuning(builder.environment()).keySet());
        builder.environment().putAll(instructions.environment());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Stopping.stop(process), "stop-clean-process"));
        return process.waitFor();
    }
}
