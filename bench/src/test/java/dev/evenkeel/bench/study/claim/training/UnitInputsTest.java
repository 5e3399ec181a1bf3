package dev.evenkeel.bench.study.claim.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.data.BinaryShapes;
import dev.evenkeel.bench.study.data.DataSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitInputsTest {
    private static final Execution EXECUTION = Execution.sequential();

    @Test
    void aNormalisedUnitBeginsAroundZeroWithASpreadOfOne() {
        UnitCourse course = UnitCourse.train(true, BinaryShapes.dataSet(1), 20, 50, 1, EXECUTION);
        double[] first = course.looks().getFirst().percentiles();
        assertThat(first[0]).isBetween(-1.4, -0.6);
        assertThat(first[1]).isBetween(-0.4, 0.4);
        assertThat(first[2]).isBetween(0.6, 1.4);
        assertThat(course.looks()).hasSize(21).last().satisfies(look -> assertThat(look.step()).isEqualTo(20));
    }

    @Test
    void aUnitWithSmallWeightsBeginsAsAConstant() {
        double[] first = UnitCourse.train(false, BinaryShapes.dataSet(1), 20, 50, 1, EXECUTION).looks().getFirst()
                .percentiles();
        assertThat(first[2] - first[0]).isBetween(0.0, 0.01);
    }

    @Test
    void thePageSaysWhatStandsInForMnist() {
        UnitInputs claim = new UnitInputs();
        Finding shapes = claim.examine(new Setting(Setting.Scale.SMALL, 1, EXECUTION));
        assertThat(shapes.seen().setup()).startsWith("Shapeset-3×2 instead of MNIST, of which no folder was given");
        DataSet digits = BinaryShapes.dataSet(2);
        Finding given = claim.examine(new Setting(Setting.Scale.SMALL, 1, EXECUTION, digits));
        assertThat(given.seen().setup()).startsWith("MNIST, in black and white").doesNotContain("instead");
        assertThat(given.command()).contains("--data mnist:FOLDER");
        assertThat(given.numbers()).isNotEqualTo(shapes.numbers());
    }

    @Test
    void aCourseIsSummedUpByItsEndItsMeanAndItsEnds() {
        UnitCourse.Look first = new UnitCourse.Look(0, new double[] {-1, 0, 1}, 10);
        UnitCourse.Look last = new UnitCourse.Look(5, new double[] {-3, 0, 2}, 30);
        UnitCourse course = new UnitCourse(true, 1, List.of(first, last), 1);
        assertThat(List.of(course.least(), course.greatest(), course.end(), course.mean()))
                .containsExactly(-3.0, 2.0, 30.0, 20.0);
    }
}
