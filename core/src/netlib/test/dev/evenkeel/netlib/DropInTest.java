package dev.evenkeel.netlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.gemm.Gemm;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.netlib.util.doubleW;

/** What an application gets that stands on a class path with this jar in front. */
class DropInTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** Run in a JVM of its own: prints what netlib returns. */
    static final class Application {
        public static void main(String[] arguments) {
            System.out.println("got " + BLAS.getInstance().getClass().getSimpleName());
        }
    }

    @Test
    void netlibReturnsOurRoutines() {
        assertThat(BLAS.getInstance().getClass().getSimpleName()).isEqualTo("EvenkeelBLAS");
        assertThat(JavaBLAS.getInstance()).isSameAs(BLAS.getInstance());
    }

    @Test
    void sparkFallsBackToTheJavaRoutinesWhereNoNativeLibraryWasAskedFor() {
        assertThatThrownBy(NativeBLAS::getInstance).isInstanceOf(RuntimeException.class)
                .hasMessageContaining("dev.ludovic.netlib.blas.allowNative=true");
    }

    @Test
    void oneLineOfTheLogSaysWhatRuns() throws Exception {
        assertThat(application(MODULE)).contains("got EvenkeelBLAS")
                .containsOnlyOnce("Using dev.ludovic.netlib.blas.EvenkeelBLAS (evenkeel.netlib=on)")
                .doesNotContain("sgemm");
    }

    @Test
    void offGivesNetlibsOwnRoutines() throws Exception {
        assertThat(application(MODULE, "-Devenkeel.netlib=off", "-Ddev.ludovic.netlib.blas.allowNative=false"))
                .contains("got VectorBLAS").contains("evenkeel.netlib=off");
    }

    @Test
    void explainSaysWhichRoutinesAreOursAndFromWhichSize() throws Exception {
        String printed = application(MODULE, "-Devenkeel.netlib=explain");
        assertThat(printed).contains("got EvenkeelBLAS").contains("vector-");
        for (Routine routine : Routine.values()) {
            assertThat(printed).contains(routine.name().toLowerCase());
        }
    }

    @Test
    void anotherValueIsRefusedByName() throws Exception {
        assertThat(application(MODULE, "-Devenkeel.netlib=true"))
                .contains("-Devenkeel.netlib must be on, off or explain, is \"true\"").doesNotContain("got");
    }

    @Test
    void withoutTheModuleNetlibsScalarRoutinesRunAndALineSaysWhy() throws Exception {
        assertThat(application()).contains("got Java11BLAS").contains("--add-modules jdk.incubator.vector");
    }

    private static String application(String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString()));
        command.addAll(List.of(flags));
        String classPath = Stream.of(Routine.class, Application.class, Gemm.class, BLAS.class, doubleW.class)
                .map(DropInTest::place).distinct().collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, Application.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
