package dev.evenkeel.bench.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Roof;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellResultTest {
    private static final Cell CELL = new ProductCell(Shape.square(100), Transposition.NN, 1);

    private static CellResult at(double gflops, Roof roof) {
        return new CellResult(CELL, roof,
                List.of(new LibraryTimes("evenkeel", "", List.of(new double[] {CELL.work() / gflops}))));
    }

    @Test
    void aFigureBelowASteadyRoofIsSound() {
        assertThat(at(90, new Roof(100)).doubts()).isEmpty();
        assertThat(at(101.9, new Roof(100)).isInconclusive()).as("within the tolerance").isFalse();
    }

    @Test
    void aFigureAboveItsRoofIsInconclusive() {
        assertThat(at(107.7, new Roof(100)).doubts()).containsExactly("evenkeel stands at 107.7 % of its roof");
    }

    @Test
    void aRoofThatMovedOrWasSeenOnceMakesTheCellInconclusive() {
        assertThat(at(50, new Roof(100, 80, 100, true)).doubts())
                .containsExactly("its roof moved by 20 % within the run");
        assertThat(at(50, new Roof(100, 100, 100, false)).doubts()).hasSize(1).first().asString()
                .contains("could not be measured");
    }

    private static CellResult timed(int unsettled, double[]... rounds) {
        return new CellResult(CELL, 1e9, List.of(new LibraryTimes("openblas", "", List.of(rounds), unsettled)));
    }

    @Test
    void askingForASpeedLeavesIterationsInTheirOrder() {
        double[] round = {9, 1, 8, 2, 7, 3, 6};
        CellResult result = timed(0, round);
        result.doubts();
        result.times().getFirst().speed(CELL);
        assertThat(round).containsExactly(9, 1, 8, 2, 7, 3, 6);
    }

    /** As seen at load 8, where one iteration hid what the others had been. */
    @Test
    void iterationsWhoseMeanIsFarFromTheirMedianAreNoSpeed() {
        assertThat(timed(0, new double[] {8975, 8980, 8990, 8960, 25_500_000}).doubts()).containsExactly(
                "openblas was not steady in 1 of 1 rounds (median 8980 ns, mean 5107181 ns)");
        assertThat(timed(0, new double[] {8975, 8980, 8990, 8960, 12_000}).isInconclusive()).isFalse();
    }

    @Test
    void mostRoundsHaveToBeSteady() {
        double[] steady = {10, 10, 10};
        double[] disturbed = {10, 10, 90};
        assertThat(timed(0, steady, disturbed, steady).isInconclusive()).isFalse();
        assertThat(timed(0, steady, disturbed).isInconclusive()).isTrue();
        assertThat(timed(1, steady, steady, steady).isInconclusive()).isFalse();
        assertThat(timed(1, steady, disturbed, steady).isInconclusive()).isTrue();
    }

    @Test
    void aWarmUpThatDidNotEndSteadyMakesTheCellInconclusive() {
        assertThat(timed(1, new double[] {10, 10}).doubts())
                .containsExactly("openblas had not become steady when the warm-up ended (1 of 1)");
    }

    @Test
    void aCellIsJudgedAgainWhenALaterOneShowsAHigherRoof() {
        CellResult early = at(80, new Roof(86));
        assertThat(early.isInconclusive()).isFalse();
        Roofline later = new Roofline(16, new CacheSizes(1 << 20, 1 << 21, 1 << 22), Map.of(1, 117.0),
                CampaignTest.fastMemory(1));
        assertThat(early.seenFrom(later).doubts()).containsExactly("its roof moved by 26 % within the run");
    }
}
