package dev.evenkeel.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in front of a main class that reports what it was given. */
class LauncherTest {
    private static final String REPORTING_MAIN = """
            package dev.evenkeel.bench.cli;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
                    System.out.println(String.join("|", arguments) + " " + module + " " + System.getProperty("answer"));
                    if (arguments[0].equals("wait")) Thread.sleep(60_000);
                    System.exit(7);
                }
            }
            """;

    @TempDir
    static Path directory;

    @BeforeAll
    static void compileMain() throws IOException {
        Path source = Files.writeString(directory.resolve("Main.java"), REPORTING_MAIN);
        int exitCode = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, "-d",
                directory.toString(), source.toString());
        assertThat(exitCode).isZero();
    }

    @Test
    void mainGetsTheArgumentsTheModuleAndTheJvmOptions() throws Exception {
        Process process = launch("-Danswer=42", "run", "two words");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output()).isEqualTo("run|two words true 42" + System.lineSeparator());
    }

    @Test
    void theExitCodeOfMainIsTheExitCodeOfTheLauncher() throws Exception {
        Process process = launch("-Danswer=42", "run");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
    }

    @Test
    void mainEndsWithTheLauncher() throws Exception {
        Process process = launch("-Danswer=42", "wait");
        while (process.isAlive() && output().isEmpty()) Thread.sleep(10);
        List<ProcessHandle> children = process.children().toList();
        assertThat(children).hasSize(1);
        process.destroy();
        children.getFirst().onExit().get(1, TimeUnit.MINUTES);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static String output() throws IOException { return Files.readString(directory.resolve("output")); }

    private static Process launch(String jvmOption, String... arguments) throws Exception {
        Path classes = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", jvmOption, "-cp",
                directory + File.pathSeparator + classes, "dev.evenkeel.bench.launch.Launcher"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile()).start();
    }
}
