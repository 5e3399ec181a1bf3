package dev.evenkeel.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    /** As JDK 27 logs it; the result is a vector. */
    @Test
    void aVirtualCallBelowTheVectorApiIsFound() throws IOException {
        CompilationLog log = read(task("Tile", "")
                + """
                        <klass id='1470' name='jdk.incubator.vector.AbstractVector' flags='1057'/>
                        <klass id='1462' name='jdk.incubator.vector.AbstractSpecies' flags='1057'/>
                        <method id='1584' holder='1470' name='swapIfNeeded' return='1470' arguments='1462' flags='1024' bytes='0' iicount='1'/>
                        <call method='1584' count='26448' prof_factor='1.000000' virtual='1' inline='1'/>
                        <inline_fail reason='virtual call'/>
                        """
                + DONE);
        assertThat(log.findings()).containsExactly(
                "some.kernel.Tile run: C2 did not inline jdk.incubator.vector.AbstractVector swapIfNeeded: virtual call");
    }

    /** As JDK 25 logs it: the call lies in a method of the JDK that was inlined into somebody's. */
    @Test
    void aFindingHasThePlaceOutsideTheJdk() throws IOException {
        CompilationLog log = read(task("Tile", "")
                + """
                        <klass id='6' name='some.kernel.Tile'/>
                        <method id='5' holder='6' name='run' return='1' flags='8' bytes='51'/>
                        <parse method='5'>
                        <bc code='184' bci='3'/>
                        <klass id='1470' name='jdk.incubator.vector.FloatVector' flags='1057'/>
                        <method id='1583' holder='1470' name='fromArray' return='1470' flags='9' bytes='28'/>
                        <call method='1583'/>
                        <parse method='1583'>
                        <bc code='182' bci='24'/>
                        <method id='1584' holder='1470' name='fromArray0' return='1470' flags='1024' bytes='0'/>
                        <call method='1584' virtual='1'/>
                        <inline_fail reason='virtual call'/>
                        </parse>
                        </parse>
                        """
                + DONE);
        assertThat(log.details()).singleElement().extracting(Finding::place)
                .isEqualTo(Optional.of(new Finding.Place("some.kernel.Tile", "run", 51, 3)));
        assertThat(log.withVectors()).containsExactly("some.kernel.Tile run");
    }

    @Test
    void anIntrinsicThatStaysACallHasThePlaceOutsideTheJdk() throws IOException {
        CompilationLog log = read(task("Tile", "") + INTRINSIC
                + """
                        <klass id='6' name='some.kernel.Tile'/>
                        <method id='5' holder='6' name='run' return='1' flags='8' bytes='51'/>
                        <klass id='1470' name='jdk.incubator.vector.FloatVector' flags='1057'/>
                        <method id='1583' holder='1470' name='zero' return='1470' flags='9' bytes='36'/>
                        <late_inline method='1784' inline_id='1'><jvms bci='29' method='1583'/><jvms bci='7' method='5'/></late_inline>
                        """
                + DONE);
        assertThat(log.details()).singleElement().extracting(Finding::place)
                .isEqualTo(Optional.of(new Finding.Place("some.kernel.Tile", "run", 51, 7)));
    }

    @Test
    void aLaterCompilationReplacesWhatAnEarlierOneLeft() throws IOException {
        String early = task("Tile", "") + call("jdk.incubator.vector.FloatVector", "already compiled") + DONE;
        assertThat(read(early + task("Tile", "") + DONE).last()).isEmpty();
        assertThat(read(early + task("Other", "") + DONE).last()).hasSize(1);
        String loop = task("Tile", "compile_kind='osr'") + call("jdk.incubator.vector.FloatVector", "x") + DONE;
        assertThat(read(task("Tile", "") + DONE + loop).last()).hasSize(1);
        assertThat(read(loop + task("Tile", "") + DONE).last()).isEmpty();
    }

    @Test
    void aMethodOfOurOwnThatTakesOrReturnsAVectorIsFound() throws IOException {
        String vector =
                "<klass id='7' name='jdk.incubator.vector.FloatVector'/><klass id='6' name='some.kernel.Tile'/>";
        String fail = "<inline_fail reason='NodeCountInliningCutoff'/>";
        CompilationLog log = read(task("Tile", "") + vector
                + "<method id='8' holder='6' name='floats' return='7' arguments='5' flags='10'/><call method='8'/>"
                + fail
                + "<method id='9' holder='6' name='least' return='5' arguments='4 7' flags='10'/><call method='9'/>"
                + fail
                + "<method id='10' holder='6' name='position' return='5' arguments='5 5' flags='10'/><call method='10'/>"
                + fail
                + DONE);
        assertThat(log.findings()).containsExactly(
                "some.kernel.Tile run: C2 did not inline some.kernel.Tile floats: NodeCountInliningCutoff",
                "some.kernel.Tile run: C2 did not inline some.kernel.Tile least: NodeCountInliningCutoff");
    }

    private static final String INTRINSIC =
            "<klass id='1361' name='jdk.internal.vm.vector.VectorSupport' flags='1'/>"
                    + "<method id='1784' holder='1361' name='ternaryOp' return='1362' arguments='1212' flags='9' bytes='46' iicount='1'/>";

    private static String attempt(String id) {
        return "<late_inline method='1784' inline_id='" + id
                + "'><jvms bci='41' method='1452'/><jvms bci='479' method='1422'/></late_inline>";
    }

    /** As JDK 28 logs it: twice the call, the second time for the code that stands in for the instruction. */
    @Test
    void anIntrinsicWhoseStandInWouldNotBeInlinedIsFine() throws IOException {
        CompilationLog log = read(task("Tile", "") + INTRINSIC
                + """
                        <call method='1784' count='904906' prof_factor='0.000877' inline='1'/>
                        <call method='1784' count='904906' prof_factor='0.000877' inline='1'/>
                        <inline_fail reason='NodeCountInliningCutoff'/>
                        <inline_id id='24120536359561'/>
                        """
                + attempt("24120536359561") + "<intrinsic id='_VectorTernaryOp' nodes='24'/>" + DONE);
        assertThat(log.findings()).isEmpty();
    }

    @Test
    void anIntrinsicThatStaysACallIsFound() throws IOException {
        CompilationLog log = read(task("Tile", "") + INTRINSIC + attempt("1") + "<intrinsic id='_getClass' nodes='12'/>"
                + attempt("2") + "<intrinsic id='_VectorTernaryOp' nodes='24'/>" + DONE);
        assertThat(log.findings()).containsExactly(
                "some.kernel.Tile run: C2 made no instructions of jdk.internal.vm.vector.VectorSupport ternaryOp");
    }

    @Test
    void anIntrinsicThatSucceedsAtTheSecondAttemptIsFine() throws IOException {
        assertThat(read(task("Tile", "") + INTRINSIC + attempt("1") + attempt("2")
                + "<intrinsic id='_VectorTernaryOp' nodes='24'/>" + attempt("1")
                + "<intrinsic id='_VectorTernaryOp' nodes='24'/>" + DONE).findings()).isEmpty();
    }

    /**
     * As JDK 28 logs it, of an operation's implementation that is looked up when C2 has not yet seen that it is a
     * constant.
     */
    @Test
    void callsWithoutVectorsAreFine() throws IOException {
        assertThat(read(task("Tile", "")
                + """
                        <klass id='1552' name='java.lang.UnsupportedOperationException' flags='1'/>
                        <klass id='1515' name='jdk.incubator.vector.VectorOperators$ImplCache' flags='48'/>
                        <method id='1566' holder='1515' name='badOp' return='1552' arguments='1449' flags='2' bytes='46' iicount='1'/>
                        <call method='1566' count='0' prof_factor='0.213274' inline='1'/>
                        <inline_fail reason='too big'/>
                        """
                + DONE).findings()).isEmpty();
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

    /** As JDK 28 logs it, where C1 inlines a selection from vectors in full. */
    @Test
    void whatC1GaveUpIsFineOnceC2HasCompiledIt() throws IOException {
        String givenUp = task("Tile/0x1", "level='3'")
                + "<failure reason='out of virtual registers in LIR generator' phase=''/><task_done success='0'/></task>";
        assertThat(read(givenUp + task("Tile/0x1", "") + DONE).findings()).isEmpty();
        assertThat(read(task("Tile/0x1", "") + DONE + givenUp).findings()).as("C2's code may be gone").hasSize(1);
        assertThat(read(givenUp + task("Tile/0x1", "compile_kind='osr'") + DONE).findings()).as("a loop of it alone")
                .hasSize(2);
        String other = task("Tile/0x1", "").replace("()V", "(I)V") + DONE;
        assertThat(read(givenUp + other).findings()).as("of another signature").hasSize(1);
        String byC2 = task("Tile/0x1", "") + "<failure reason='out of nodes'/><task_done success='0'/></task>";
        assertThat(read(byC2 + task("Tile/0x1", "") + DONE).findings())
                .containsExactly("some.kernel.Tile/0x1 run: C2 gave up: out of nodes");
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
