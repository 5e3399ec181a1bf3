package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.VarianceScaling;
import java.util.List;

/** Ten incoming weights a unit break the symmetry as well as all do, if they are calibrated. */
public final class SparseWeights implements Claim {
    private static final int HIDDEN = 4;
    private static final int PER_UNIT = 10;
    private static final List<Initializer> SCHEMES = List.of(VarianceScaling.LECUN_NORMAL,
            Sparse.calibrated(PER_UNIT, 1), new Sparse(PER_UNIT, 1), new Sparse(PER_UNIT, 0.01));
    private static final List<String> NAMES = List.of("dense, 1/√n", "sparse, 1/√10", "sparse, 1", "sparse, 0.01");
    private static final Trial.Task TASK = Trial.Task.CLUSTERS;

    /** Percent. */
    private static final double ALIKE = 3;

    @Override
    public String id() { return "sparse"; }

    @Override
    public String title() { return "Ten weights a unit"; }

    @Override
    public String sentence() {
        return "Instead of calibrating variances, connect every unit to some ten others below with weights from a small"
                + " Gaussian: that breaks the symmetry, too.";
    }

    @Override
    public String source() { return "CS231n, Neural networks part 2, Sparse initialization; Martens 2010"; }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(30, 3000, 10_000);
        int width = setting.pick(16, 100, 200);
        List<Long> seeds = setting.seeds(setting.pick(1, 3, 5));
        Accuracies accuracies = new Accuracies();
        Spread[] spreads = new Spread[SCHEMES.size()];
        for (int scheme = 0; scheme < spreads.length; scheme++) {
            Architecture architecture =
                    Architecture.of(Activation.TANH, SCHEMES.get(scheme), TASK.widths(HIDDEN, width));
            spreads[scheme] = accuracies.add(NAMES.get(scheme),
                    new Trial(architecture, TASK, steps, 0.03).accuracies(seeds, setting.execution()));
        }
        boolean calibrated = spreads[1].mean() > spreads[0].mean() - ALIKE;
        boolean small = spreads[3].mean() > spreads[0].mean() - ALIKE;
        Verdict verdict = small ? Verdict.REPRODUCED : calibrated ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text(
                "Dense %s; ten weights of deviation 1/√10 %s, of deviation 1 %s, of deviation 0.01 "
                        + "%s%s.",
                spreads[0], spreads[1], spreads[2],
                spreads[3], calibrated && !small ? ": sparse weights need calibration as dense ones do" : "");
        String setup =
                Finding.text("%d hidden layers of %d tanh units on %s, %,d updates of %d examples, learning rate "
                        + "0.03, %d seeds.", HIDDEN, width, TASK.words(), steps, Trial.BATCH, seeds.size());
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds),
                List.of(accuracies.numbers()), List.of(accuracies.figure(
                        calibrated ? "Sparse weights train if they are calibrated"
                                : "Sparse weights do not train as well",
                        "Test accuracy by first weights.", 100.0 / Clusters.CLASSES)));
    }
}
