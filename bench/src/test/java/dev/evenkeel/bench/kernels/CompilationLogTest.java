package dev.evenkeel.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilationLogTest {
    private static final String DONE = "<task_done success='1'/></task>";

    @TempDir
    Path directory;

    private CompilationLog read(String tasks) throws IOException {
        Path file = Files.writeString(directory.resolve("log.xml"),
                "<hotspot_log><compilation_log>" + tasks + "</compilation_log></hotspot_log>");
        return CompilationLog.read(file, "some.kernel");
    }

    private static String task(String method, String attributes) {
        return "<task compile_id='1' method='some.kernel." + method + " run ()V' " + attributes + ">";
    }

    private static String call(String holder, String reason) {
        return "<klass id='7' name='" + holder
                + "'/><method id='8' holder='7' name='fma'/><call method='8'/><inline_fail reason='" + reason + "'/>";
    }

    @Test
    void aKernelThatC2CompiledIsFine() throws IOException {
        CompilationLog log = read(task("Tile/0x1", "level='3'") + DONE + task("Tile/0x1", "") + DONE);
        assertThat(log.findings()).isEmpty();
        assertThat(log.optimised()).containsExactly("some.kernel.Tile/0x1 run");
    }

    @Test
    void aVectorOperationThatStaysACallIsFound() throws IOException {
        CompilationLog log =
                read(task("Tile", "") + call("jdk.incubator.vector.FloatVector", "NodeCountInliningCutoff") + DONE);
        assertThat(log.findings()).containsExactly(
                "some.kernel.Tile run: C2 did not inline jdk.incubator.vector.FloatVector fma: NodeCountInliningCutoff");
    }

    @Test
    void c1InlinesNoVectorOperationsAndNeedNot() throws IOException {
        assertThat(
                read(task("Tile", "level='3'") + call("jdk.incubator.vector.FloatVector", "callee is too large") + DONE)
                        .findings())
                .isEmpty();
    }

    @Test
    void callsOfOtherClassesAndColdOnesAreFine() throws IOException {
        assertThat(read(task("Tile", "") + call("java.util.List", "too big")
                + call("jdk.incubator.vector.FloatVector", "never executed") + DONE).findings())
                .isEmpty();
    }

    @Test
    void aCompilationThatWasGivenUpIsFound() throws IOException {
        CompilationLog log = read(task("Tile", "level='3'")
                + "<failure reason='out of virtual registers' phase=''/><task_done success='0'/></task>");
        assertThat(log.findings()).containsExactly("some.kernel.Tile run: C1 gave up: out of virtual registers");
    }

    @Test
    void aFailureThatC2OvercameIsFine() throws IOException {
        assertThat(read(task("Tile", "") + "<failure reason='retry without subsuming loads'/>" + DONE).findings())
                .isEmpty();
    }

    @Test
    void aGeneratedKernelThatC2NeverFinishedIsFound() throws IOException {
        CompilationLog log = read(task("Tile/0x1", "level='3'") + DONE + task("Tile/0x1", "compile_kind='osr'") + DONE);
        assertThat(log.findings()).containsExactly("some.kernel.Tile/0x1 run: compiled by C1, never by C2");
    }

    @Test
    void methodsOfOtherPackagesAreNotJudged() throws IOException {
        CompilationLog log = read(
                "<task compile_id='1' method='java.lang.String hash ()I'><failure reason='x'/><task_done success='0'/></task>");
        assertThat(log.findings()).isEmpty();
    }

    @Test
    void aLogThatEndsEarlyIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("broken.xml"), "<hotspot_log><task");
        assertThatThrownBy(() -> CompilationLog.read(file, "some.kernel")).isInstanceOf(IOException.class)
                .hasMessageContaining("broken.xml");
    }
}
