package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.cli.Main;
import dev.evenkeel.bench.launch.Stopping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A cluster of several JVMs on this machine: a driver, which is the command started once more, and executors of one
 * core each. {@code spark-submit} leaves a master in the system properties; where there is none, this is used.
 *
 * @param executors how many
 * @param executorMegabytes memory of each
 * @param driverMegabytes memory of the driver
 */
public record OwnCluster(int executors, int executorMegabytes, int driverMegabytes) {
    private static final String MASTER = "spark.master";

    /** Arrays of megabytes, dead soon, are the one thing that G1 is slow with. */
    private static final String COLLECTOR = "-XX:+UseParallelGC";

    /** Spark asks a worker for that much beside an executor's own memory, at least. */
    private static final int OVERHEAD = 512;

    /** Whether this JVM is the driver of a cluster already. */
    public static boolean isThere() {
        return System.getProperty(MASTER) != null;
    }

    /**
     * Runs the command again as the driver of such a cluster, and waits for it.
     *
     * @return its exit code
     */
    public int rerun(List<String> arguments) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("evenkeel-spark-");
        try {
            Files.createDirectory(home.resolve("jars"));
            Process process = builder(home, arguments).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                Stopping.stop(process);
                delete(home);
            }, "stop-driver"));
            return process.waitFor();
        } finally {
            delete(home);
        }
    }

    private ProcessBuilder builder(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        command.addAll(own);
        if (own.stream().noneMatch(argument -> argument.matches("-XX:\\+Use\\w+GC"))) command.add(COLLECTOR);
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.add("-Xmx" + driverMegabytes + "m");
        properties(home).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1", "JAVA_HOME", System.getProperty("java.home")));
        return builder;
    }

    private Map<String, String> properties(Path home) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(MASTER, "local-cluster[" + executors + ",1," + (executorMegabytes + OVERHEAD) + "]");
        properties.put("spark.executor.memory", executorMegabytes + "m");
        properties.put("spark.executor.extraJavaOptions", COLLECTOR);
        properties.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        properties.put("spark.local.dir", home.toString());
        properties.put("spark.ui.enabled", "false");
        properties.put("spark.log.level", "ERROR");
        properties.put("log4j2.configurationFile", "evenkeel-spark-log4j2.properties");
        return properties;
    }

    /** With what the executors logged. What cannot be deleted stays: a result is worth more than a clean folder. */
    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList().reversed()) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot delete " + folder + ": " + e.getMessage());
        }
    }
}
