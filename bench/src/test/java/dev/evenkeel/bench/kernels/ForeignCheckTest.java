package dev.evenkeel.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.MeasurementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that somebody else could have made. */
class ForeignCheckTest {
    private static final String PROGRAM = """
            package theirs;

            import java.lang.management.ManagementFactory;
            import java.lang.management.ThreadMXBean;
            import jdk.incubator.vector.FloatVector;
            import jdk.incubator.vector.VectorOperators;
            import jdk.incubator.vector.VectorSpecies;

            public class Kernels {
                static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

                static float good(float[] a) {
                    FloatVector sum = FloatVector.zero(S);
                    for (int i = 0; i < a.length; i += S.length()) {
                        sum = sum.add(FloatVector.fromArray(S, a, i));
                    }
                    return sum.reduceLanes(VectorOperators.ADD);
                }

                static float anySpecies(float[] a, VectorSpecies<Float> species) {
                    float sum = 0;
                    for (int i = 0; i < a.length; i += species.length()) {
                        sum += FloatVector.fromArray(species, a, i)
                                .reduceLanes(VectorOperators.ADD);
                    }
                    return sum;
                }

                static void keep(float[] a, FloatVector[] kept) {
                    for (int i = 0; i < a.length; i += S.length()) {
                        kept[i / S.length() & 3] = FloatVector.fromArray(S, a, i);
                    }
                }

                public static void main(String[] arguments) {
                    if (arguments[0].equals("fail")) System.exit(7);
                    float[] a = new float[256];
                    float sum = 0;
                    FloatVector[] kept = new FloatVector[4];
                    VectorSpecies<Float> s = FloatVector.SPECIES_64;
                    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
                    for (int n = 0; arguments[0].equals("for ever")
                            || clock.getCurrentThreadCpuTime() < 2_000_000_000L; n++) {
                        if (arguments[0].equals("nothing")) continue;
                        if (arguments[0].equals("for ever") && n % 100 == 0) System.out.println(n);
                        sum += good(a);
                        if (arguments[0].equals("good")) continue;
                        sum += anySpecies(a, n % 3 == 0 ? S : n % 3 == 1 ? FloatVector.SPECIES_256 : s);
                        keep(a, kept);
                    }
                    System.out.println(sum + (kept[0] == null ? 0 : kept[0].lane(0)));
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void makeTheJar() throws IOException {
        Path source = Files.writeString(folder.resolve("Kernels.java"), PROGRAM);
        Path classes = folder.resolve("classes");
        assertThat(ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, "-d",
                classes.toString(), "--add-modules", "jdk.incubator.vector", source.toString())).isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, "theirs.Kernels");
        jar = folder.resolve("theirs.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }

    private static ForeignCheck.Outcome run(String include, String argument) throws Exception {
        return new ForeignCheck(ForeignJar.open(jar), Pattern.compile(include), List.of(argument), List.of(),
                Duration.ofMinutes(2)).run(line -> {});
    }

    private static int lineOf(String code) {
        return (int) PROGRAM.lines().takeWhile(line -> !line.contains(code)).count() + 1;
    }

    @Test
    void whatC2DidNotMakeVectorCodeOfIsFoundWithMethodAndLine() throws Exception {
        ForeignCheck.Outcome outcome = run("", "all");
        assertThat(outcome.methods()).contains("theirs.Kernels.good", "theirs.Kernels.anySpecies",
                "theirs.Kernels.keep");
        assertThat(outcome.findings()).anyMatch(finding -> finding.startsWith("Kernels.anySpecies (Kernels.java:"
                + lineOf("fromArray(species") + "): C2 did not inline FloatVector.fromArray0: virtual call"));
        assertThat(outcome.findings()).anyMatch(finding -> finding.startsWith("Kernels.keep (line "
                + lineOf("kept[i /") + "): allocates Float128Vector"));
        assertThat(outcome.findings()).noneMatch(finding -> finding.startsWith("Kernels.good"));
    }

    @Test
    void aGoodKernelHasNoFinding() throws Exception {
        ForeignCheck.Outcome outcome = run("Kernels.good", "good");
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.methods()).containsExactly("theirs.Kernels.good");
    }

    @Test
    void aProgramWithoutVectorOperationsIsRefused() {
        assertThatThrownBy(() -> run("", "nothing")).isInstanceOf(MeasurementException.class)
                .hasMessageContaining("C2 compiled no method with vector operations").hasMessageContaining("expected");
    }

    @Test
    void aProgramThatFailsIsRefused() {
        assertThatThrownBy(() -> run("", "fail")).isInstanceOf(MeasurementException.class)
                .hasMessageContaining("ended with exit code 7");
    }

    /** On a busy machine it has done nothing in a short time. It prints to the end, and its reader must not fail. */
    @Test
    void aProgramThatDoesNotEndIsStoppedAndJudged() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try {
            ForeignCheck.Outcome outcome = null;
            for (int seconds = 3; outcome == null; seconds *= 2) {
                try {
                    outcome = new ForeignCheck(ForeignJar.open(jar), Pattern.compile("anySpecies"),
                            List.of("for ever"), List.of(), Duration.ofSeconds(seconds)).run(line -> {});
                } catch (MeasurementException tooShort) {
                    assertThat(tooShort).hasMessageContaining("C2 compiled no method");
                }
            }
            assertThat(outcome.findings()).isNotEmpty().allMatch(finding -> finding.contains("anySpecies"));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(usual);
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void whatIsNoJarToRunIsRefusedWithWhatWasExpected() throws IOException {
        List<Path> wrong = new ArrayList<>(List.of(folder.resolve("gone.jar"), Files.writeString(
                folder.resolve("text.jar"), "text")));
        Path empty = folder.resolve("empty.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(empty))) {
            out.putNextEntry(new JarEntry("nothing"));
        }
        wrong.add(empty);
        for (Path path : wrong) {
            assertThatThrownBy(() -> ForeignJar.open(path)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--jar: " + path);
        }
    }
}
