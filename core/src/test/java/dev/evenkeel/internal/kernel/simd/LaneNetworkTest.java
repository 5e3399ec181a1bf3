package dev.evenkeel.internal.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans are carried out on arrays of integers: each result has the elements that it shall have. */
class LaneNetworkTest {
    @Test
    void linesBecomeShortRowsAndShortRowsLines() {
        for (int lanes : new int[] {8, 16}) {
            for (int lines = 2; lines <= lanes; lines++) {
                int[][] byLines = elements(lanes, lines, lines, 1);
                int[][] byRows = elements(lanes, lines, 1, lanes);
                gives(new LaneNetwork(byLines, byRows), byLines, byRows);
                gives(new LaneNetwork(byRows, byLines), byRows, byLines);
            }
        }
    }

    @Test
    void vectorsThatAreWantedAsTheyAreNeedNoSelection() {
        int[][] vectors = elements(8, 3, 1, 8);
        assertThat(new LaneNetwork(vectors, vectors).selections()).isEmpty();
    }

    @Test
    void aVectorIsPermutedOnItsOwn() {
        int[][] given = {{0, 1, 2, 3}};
        int[][] wanted = {{2, 0, 3, 1}};
        LaneNetwork network = new LaneNetwork(given, wanted);
        gives(network, given, wanted);
        assertThat(network.selections()).hasSize(1);
    }

    @Test
    void aPowerOfTwoOfLinesTakesAStageForEachDoubling() {
        int[][] lines = elements(16, 8, 8, 1);
        int[][] rows = elements(16, 8, 1, 16);
        assertThat(new LaneNetwork(lines, rows).selections()).hasSize(3 * 8);
        assertThat(new LaneNetwork(rows, lines).selections()).hasSize(3 * 8);
    }

    private static int[][] elements(int lanes, int vectors, int perLane, int perVector) {
        int[][] elements = new int[vectors][lanes];
        for (int i = 0; i < vectors; i++) {
            for (int j = 0; j < lanes; j++) {
                elements[i][j] = i * perVector + j * perLane;
            }
        }
        return elements;
    }

    private static void gives(LaneNetwork network, int[][] given, int[][] wanted) {
        List<int[]> vectors = new ArrayList<>(List.of(given));
        for (LaneNetwork.Selection selection : network.selections()) {
            int[] first = vectors.get(selection.first());
            int[] second = vectors.get(selection.second());
            int[] made = new int[first.length];
            for (int lane = 0; lane < made.length; lane++) {
                int index = selection.indices()[lane];
                made[lane] = index < made.length ? first[index] : second[index - made.length];
            }
            vectors.add(made);
        }
        for (int i = 0; i < wanted.length; i++) {
            assertThat(vectors.get(network.results()[i])).as("result %d", i).isEqualTo(wanted[i]);
        }
    }
}
