package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in the hands of a small application, started in every way that the guide to linking describes. */
class LinkingIT {
    private static final String FLAG = "--add-modules jdk.incubator.vector";
    private static final String PRODUCT = "[19.0, 22.0, 43.0, 50.0]";
    private static final Path JAR = Path.of(System.getProperty("evenkeel.jar"));
    private static final Path CONSUMER = Path.of(System.getProperty("evenkeel.consumer"));

    @TempDir
    static Path directory;

    private static Path onClassPath;
    private static Path onModulePath;

    @BeforeAll
    static void compileConsumers() {
        onClassPath = directory.resolve("on-class-path");
        onModulePath = directory.resolve("on-module-path");
        String source = CONSUMER.resolve("app/Consumer.java").toString();
        run("javac", "-Xlint:all", "-Werror", "-cp", JAR.toString(), "-d", onClassPath.toString(), source);
        run("javac", "-Xlint:all,-incubating", "-Werror", "-p", JAR.toString(), "-d", onModulePath.toString(), source,
                CONSUMER.resolve("module-info.java").toString());
    }

    @Test
    void classPathWithoutTheFlagComputesTheSameWithScalarKernelsAndWarnsOnce() throws Exception {
        Outcome outcome = java(List.of("-cp", classPath(), "app.Consumer"));
        assertThat(outcome.exitCode).as(outcome.errors).isZero();
        assertThat(outcome.output).startsWith("scalar").contains(PRODUCT);
        assertThat(outcome.errors.split(FLAG, -1)).as(outcome.errors).hasSize(2);
    }

    @Test
    void classPathWithTheFlagUsesVectorKernels() throws Exception {
        assertVectorKernels(java(List.of("--add-modules", "jdk.incubator.vector", "-cp", classPath(), "app.Consumer")));
    }

    @Test
    void theFlagInJdkJavaOptionsWorksToo() throws Exception {
        assertVectorKernels(java(Map.of("JDK_JAVA_OPTIONS", FLAG), List.of("-cp", classPath(), "app.Consumer")));
    }

    @Test
    void applicationOnTheClassPathNeedsNoFlagWhenTheJarIsOnTheModulePath() throws Exception {
        assertVectorKernels(java(List.of("-p", JAR.toString(), "--add-modules", "dev.evenkeel", "-cp",
                onClassPath.toString(), "app.Consumer")));
    }

    @Test
    void modularApplicationNeedsNoFlag() throws Exception {
        assertVectorKernels(java(List.of("-p", JAR + File.pathSeparator + onModulePath, "-m", "app/app.Consumer")));
    }

    @Test
    void linkedImageNeedsNoFlag() throws Exception {
        Path image = directory.resolve("image");
        run("jlink", "--module-path", JAR + File.pathSeparator + onModulePath, "--add-modules", "app", "--output",
                image.toString());
        assertVectorKernels(start(image, Map.of(), List.of("-m", "app/app.Consumer")));
    }

    @Test
    void scalarKernelsOnRequestNeedNoFlagAndNoWarning() throws Exception {
        Outcome outcome = java(List.of("-Devenkeel.kernels=scalar", "-cp", classPath(), "app.Consumer"));
        assertThat(outcome.exitCode).as(outcome.errors).isZero();
        assertThat(outcome.output).startsWith("scalar").contains(PRODUCT);
        assertThat(outcome.errors).isEmpty();
    }

    @Test
    void vectorKernelsOnRequestWithoutTheModuleFailAndNameTheFlag() throws Exception {
        Outcome outcome = java(List.of("-Devenkeel.kernels=vector", "-cp", classPath(), "app.Consumer"));
        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.errors).startsWith("Exception in thread \"main\" java.lang.UnsupportedOperationException")
                .contains(FLAG);
    }

    @Test
    void withoutTheOptimisingCompilerTheKernelsAreScalarAndTheWarningSaysWhy() throws Exception {
        Outcome outcome =
                java(List.of("-Xint", "--add-modules", "jdk.incubator.vector", "-cp", classPath(), "app.Consumer"));
        assertThat(outcome.exitCode).as(outcome.errors).isZero();
        assertThat(outcome.output).startsWith("scalar").contains(PRODUCT);
        assertThat(outcome.errors.split("-Xint", -1)).as(outcome.errors).hasSize(2);
    }

    @Test
    void everyJarCarriesTheLicenceAndNothingOfTheMachineThatBuiltIt() throws Exception {
        for (String kind : List.of("", "-sources", "-javadoc")) {
            Path path = Path.of(JAR.toString().replaceAll("\\.jar$", kind + ".jar"));
            try (JarFile jar = new JarFile(path.toFile())) {
                assertThat(jar.getEntry("META-INF/LICENSE")).as("licence in %s", path).isNotNull();
                assertThat(jar.getEntry("META-INF/jpms.args")).as("compiler's notes in %s", path).isNull();
                assertThat(jar.getManifest().getMainAttributes()).as("manifest of %s", path)
                        .containsOnlyKeys(Attributes.Name.MANIFEST_VERSION);
            }
        }
    }

    private static void assertVectorKernels(Outcome outcome) {
        assertThat(outcome.exitCode).as(outcome.errors).isZero();
        assertThat(outcome.output).startsWith("vector").contains(PRODUCT);
        assertThat(outcome.errors.lines())
                .allMatch(line -> line.contains("Using incubator modules: jdk.incubator.vector")
                        || line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"));
    }

    private static String classPath() { return JAR + File.pathSeparator + onClassPath; }

    private static Outcome java(List<String> arguments) throws IOException, InterruptedException {
        return java(Map.of(), arguments);
    }

    private static Outcome java(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        return start(Path.of(System.getProperty("java.home")), environment, arguments);
    }

    private static Outcome start(Path javaHome, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile(directory, "output", ".txt");
        Path errors = Files.createTempFile(directory, "errors", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private static void run(String tool, String... arguments) {
        StringWriter messages = new StringWriter();
        PrintWriter writer = new PrintWriter(messages, true);
        int exitCode = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
        assertThat(exitCode).as("%s %s%n%s", tool, Arrays.toString(arguments), messages).isZero();
    }

    private record Outcome(int exitCode, String output, String errors) {}
}
