package dev.evenkeel.bench.firstseconds;

import static dev.evenkeel.bench.firstseconds.CurveTest.curve;
import static dev.evenkeel.bench.firstseconds.CurveTest.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.Floors;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up series, three JVMs each. */
class CellCourseTest {
    private static final FirstSeconds.Settings SETTINGS = new FirstSeconds.Settings(3, Duration.ofMillis(50),
            Duration.ofSeconds(6), 2, List.of("-XX:CICompilerCount=4"), true);

    private static Series series(Curve curve, boolean isSteady, int standIns) {
        long[] allocated = new long[curve.ends().length];
        Arrays.setAll(allocated, i -> (i + 1) * 1_000_000L);
        return new Series(0.1, 0.05, curve, allocated, isSteady, standIns, 0.07, "made up");
    }

    private static Course course(String library, Curve... curves) {
        return new Course(library, Stream.of(curves).map(curve -> series(curve, true, 0)).toList());
    }

    private static CellCourse cell(Course ours) {
        return new CellCourse(new ProductCell(new Shape(256, 1000, 1000), Transposition.NT, 2), ours,
                course("plain-java", step(1, 5, 79, 20), step(1, 5, 79, 20), step(1, 5, 79, 20)));
    }

    private static final CellCourse CELL =
            cell(course("evenkeel", step(4, 2, 76, 100), step(10, 2, 70, 200), step(30, 30, 50, 120)));

    @Test
    void whatIsToldIsTheMedianOfTheJvms() {
        Course ours = CELL.ours();
        assertThat(ours.steady()).isEqualTo(120);
        assertThat(ours.at(0.1)).isEqualTo(2);
        assertThat(ours.at(1)).isEqualTo(100);
        assertThat(ours.arrival()).isEqualTo(0.5);
        assertThat(ours.allocatedUntilArrival()).isEqualTo(11e6);
        assertThat(ours.firstResult()).isEqualTo(0.05);
    }

    @Test
    void aShareIsThatOfTheSteadySpeedOfTheSameJvm() {
        assertThat(CELL.ours().sharesAt(1)).containsExactly(1, 1, 0.25);
        assertThat(CELL.ours().shareAt(1)).isEqualTo(1);
        assertThat(CELL.ours().sharesAt(60)).as("after its end a JVM is steady").containsExactly(1, 1, 1);
    }

    @Test
    void plainJavaIsAheadUntilOursIsAsFast() {
        assertThat(CELL.behindUntil()).as("in the median").isEqualTo(0.2, within(1e-9));
        assertThat(cell(course("evenkeel", step(0, 0, 80, 100))).behindUntil()).isZero();
        assertThat(cell(course("evenkeel", step(0, 0, 80, 19.5))).behindUntil()).as("hardly slower").isZero();
        assertThat(cell(course("evenkeel", step(0, 0, 80, 10))).behindUntil()).as("always").isEqualTo(4, within(1e-9));
    }

    @Test
    void speedsThatAreStillGrowingOrScalarAreInDoubt() {
        Curve curve = step(10, 2, 70, 100);
        assertThat(CELL.ours().isSteady()).isTrue();
        assertThat(new Course("evenkeel", List.of(series(curve, false, 0))).isSteady()).isFalse();
        assertThat(new Course("evenkeel", List.of(series(curve, true, 1))).isSteady()).isFalse();
    }

    @Test
    void allJvmsBelowAFloorFailAndSomeBelowAreInconclusive() {
        assertThat(verdict(0.8, 1, CELL)).isEqualTo(ExitCode.OK);
        assertThat(verdict(0.8, 0.4, CELL)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(verdict(0.8, 0.1, CELL)).isEqualTo(ExitCode.CHECK_FAILED);
        CellCourse growing = cell(new Course("evenkeel", List.of(series(step(10, 2, 70, 100), false, 0))));
        assertThat(verdict(0.8, 1, growing)).as("steady may be more").isEqualTo(ExitCode.INCONCLUSIVE);
    }

    private static int verdict(double share, double seconds, CellCourse cell) {
        return new CourseFloors(List.of(new ShareFloor(share, seconds)), Double.POSITIVE_INFINITY)
                .check(List.of(cell)).exitCode();
    }

    @Test
    void plainJavaMayNotBeFasterAfterItsFloor() {
        Floors.Verdict late = new CourseFloors(List.of(new ShareFloor(0.8, 1)), 0.1).check(List.of(CELL));
        assertThat(late.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(late.text().lines()).hasSize(2).first().asString()
                .isEqualTo("ok           evenkeel 256x1000x1000 NT, 2 threads: 100 % of steady at 1.0 s, "
                        + "floor 80 % (JVMs 100 100 25)");
        assertThat(late.text()).contains("BELOW        evenkeel 256x1000x1000 NT, 2 threads: "
                + "slower than plain Java until 0.20 s, floor 0.1 s");
        assertThat(new CourseFloors(List.of(), 0.25).check(List.of(CELL)).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(new CourseFloors(List.of(), Double.POSITIVE_INFINITY).check(List.of(CELL)).text()).isEmpty();
    }

    @Test
    void theTableFitsEightyColumnsAndLeavesOutWhatIsNotKnown() {
        CellCourse never = cell(course("evenkeel", curve(1000, 1000, 1000, 1000, 1, 1, 1, 1, 1, 1000, 1)));
        String text = new CourseTable(List.of(CELL, never), SETTINGS).text(80);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(text.lines()).contains(
                "  evenkeel     100    50    2.0   30.0  100.0  120.0   120.0  100 %   0.50  11.0",
                "256x1000x1000 NT, 2 threads; plain Java is ahead until 0.20 s");
        assertThat(text.lines().filter(line -> line.startsWith("  evenkeel")).skip(1).findFirst().orElseThrow())
                .contains("–");
    }

    @Test
    void markdownTellsMachineCommandFlagsAndOtherWork() {
        RunDescription run = new RunDescription("2026-11-29T20:00:00Z", "abc", List.of("first-seconds", "--busy", "2"));
        MachineDescription machine =
                new MachineDescription("processor", 2, "java", List.of(), Map.of(), "vector-512, 1 thread");
        assertThat(new CourseTable(List.of(CELL), SETTINGS).markdown(run, machine)).contains("processor", "java",
                "abc", "2026-11-29T20:00:00Z", "`java -jar bench/target/benchmarks.jar first-seconds --busy 2`",
                "-XX:CICompilerCount=4", "AOT cache", "2 busy processes", "took 7 % of the processors",
                "| 256x1000x1000 NT, 2 threads | evenkeel | 100 | 50 | 2.0 | 30.0 | 100.0 | 120.0 | 120.0 | 100 % |");
    }

    @Test
    void jsonHasStableNamesAndNullWhereThereIsNoNumber(@TempDir Path folder) throws Exception {
        RunDescription run = new RunDescription("2026-11-29T20:00:00Z", "abc", List.of("first-seconds"));
        CellCourse early = cell(course("evenkeel", step(10, 2, 10, 100)));
        Path file = StoredCourses.of(run, null, SETTINGS, List.of(early), 4).write(folder);
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertThat(root.get("cells").get("chosen").asInt()).isEqualTo(4);
        assertThat(root.get("settings").get("jvmArguments").get(0).asText()).isEqualTo("-XX:CICompilerCount=4");
        JsonNode ours = root.get("courses").get(0);
        assertThat(ours.get("benchmark").asText()).isEqualTo("FirstSeconds.multiply");
        assertThat(ours.get("library").asText()).isEqualTo("evenkeel");
        assertThat(ours.get("shape").asText()).isEqualTo("256x1000x1000");
        assertThat(ours.get("transpose").asText()).isEqualTo("NT");
        assertThat(ours.get("threads").asInt()).isEqualTo(2);
        assertThat(ours.get("speeds").get("0.3").asDouble()).isEqualTo(2);
        assertThat(ours.get("speeds").get("3.0").isNull()).isTrue();
        assertThat(ours.get("runs").get(0).get("curve").get("speeds")).hasSize(20);
        assertThat(root.get("courses").get(1).get("slowerThanPlainUntil").isNull()).isTrue();
    }
}
