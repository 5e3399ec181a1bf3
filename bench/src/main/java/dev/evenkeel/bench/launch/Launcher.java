package dev.evenkeel.bench.launch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@code dev.evenkeel.bench.cli.Main} of {@code benchmarks.jar} in a new Java process with the options that it
 * needs, and exits with its code. It is compiled for Java 17 and uses no other class of the project: on an older Java
 * it looks for a suitable one on the machine, or says what to install and exits with 3.
 */
public final class Launcher {
    private static final int NEEDED_VERSION = 25;
    private static final String NEEDED_MODULE = "jdk.incubator.vector";
    private static final int EXIT_ENVIRONMENT = 3;
    private static final int SECONDS_TO_STOP = 10;

    private Launcher() {}

    /**
     * Runs the main class with the same arguments.
     *
     * @param arguments passed on untouched
     * @throws InterruptedException if interrupted while the new process runs
     */
    public static void main(String[] arguments) throws InterruptedException {
        Optional<Path> home = javaHome();
        if (home.isEmpty()) {
            System.err.printf(
                    """
                            benchmarks.jar needs a JDK %d or newer with the module %s; this is Java %s (%s), and none was found elsewhere.
                            Install one (for example Temurin: https://adoptium.net), then start it by its full path or set JAVA_HOME.
                            """,
                    NEEDED_VERSION, NEEDED_MODULE, System.getProperty("java.version"), System.getProperty("java.home"));
            System.exit(EXIT_ENVIRONMENT);
        }
        try {
            Process process = new ProcessBuilder(command(home.get(), arguments)).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-main"));
            System.exit(process.waitFor());
        } catch (IOException e) {
            System.err.println("Cannot start the Java of " + home.get() + ": " + e.getMessage());
            System.exit(EXIT_ENVIRONMENT);
        }
    }

    /** Lets the process say what it kept. */
    private static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static List<String> command(Path home, String[] arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("--add-modules=" + NEEDED_MODULE);
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("dev.evenkeel.bench.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    private static Optional<Path> javaHome() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().matches("JAVA_?HOME.*|JDK_?HOME.*|JAVA_?\\d+_?HOME.*"))
                homes.add(Path.of(variable.getValue()));
        }
        String user = System.getProperty("user.home");
        for (String parent : List.of("/usr/lib/jvm", "/usr/java", "/opt/java", "/Library/Java/JavaVirtualMachines",
                user + "/.jdks",
                user + "/.sdkman/candidates/java", user + "/.asdf/installs/java", "C:\\Program Files\\Java",
                "C:\\Program Files\\Eclipse Adoptium", "C:\\Program Files\\Microsoft")) {
            homes.addAll(children(new File(parent).toPath()));
        }
        return homes.stream().filter(Launcher::isSuitable).findFirst();
    }

    private static List<Path> children(Path parent) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
                for (Path entry : entries) {
                    children.add(entry);
                    children.add(entry.resolve("Contents").resolve("Home"));
                }
            } catch (IOException e) {
                System.err.println("Cannot look for a JDK in " + parent + ": " + e.getMessage());
            }
        }
        return children;
    }

    /** Every JDK describes itself in a file named "release"; to start each to ask it would take seconds. */
    private static boolean isSuitable(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) return false;
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Runtime.Version.parse(version).feature() >= NEEDED_VERSION
                    && properties.getProperty("MODULES", "").contains(NEEDED_MODULE);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
