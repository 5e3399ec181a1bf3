package dev.evenkeel.bench.study.claim.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final Execution EXECUTION = Execution.sequential();

    @Test
    void anExampleIsTheSameWhateverIsReadBesideIt() {
        Clusters clusters = new Clusters(3, "training");
        Matrix many = Matrix.allocate(10, Clusters.INPUTS);
        int[] labels = new int[10];
        clusters.read(100, many, labels, EXECUTION);
        Matrix one = Matrix.allocate(1, Clusters.INPUTS);
        int[] label = new int[1];
        new Clusters(3, "training").read(107, one, label, EXECUTION);
        assertThat(one.toArray()).isEqualTo(many.slice(7, 0, 1, Clusters.INPUTS).toArray());
        assertThat(label[0]).isEqualTo(labels[7]);
    }

    @Test
    void partsShareCentresAndHaveOtherPoints() {
        Matrix training = Matrix.allocate(2000, Clusters.INPUTS);
        Matrix test = Matrix.allocate(2000, Clusters.INPUTS);
        int[] labels = new int[2000];
        int[] others = new int[2000];
        new Clusters(3, "training").read(0, training, labels, EXECUTION);
        new Clusters(3, "test").read(0, test, others, EXECUTION);
        assertThat(labels).isNotEqualTo(others).containsOnly(0, 1, 2, 3, 4, 5, 6, 7);
        // The nearest of the points to learn from has the same class nearly always.
        int right = 0;
        for (int i = 0; i < 200; i++) right += labels[nearest(training, test, i)] == others[i] ? 1 : 0;
        assertThat(right).isGreaterThan(190);
    }

    private static int nearest(Matrix points, Matrix others, int row) {
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < points.rows(); i++) {
            double distance = 0;
            for (int j = 0; j < points.cols(); j++)
                distance += Math.pow(points.get(i, j) - others.get(row, j), 2);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    @Test
    void wrongShapesAndNumbersAreRefused() {
        Clusters clusters = new Clusters(3, "training");
        assertThatThrownBy(() -> clusters.read(0, Matrix.allocate(2, 3), new int[2], EXECUTION))
                .hasMessageStartingWith("x must have 32 columns");
        assertThatThrownBy(() -> clusters.read(-1, Matrix.allocate(2, 32), new int[2], EXECUTION))
                .hasMessageStartingWith("first must be from 0 to ");
    }
}
