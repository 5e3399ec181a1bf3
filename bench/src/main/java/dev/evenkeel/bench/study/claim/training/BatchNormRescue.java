package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.List;

/** With batch normalisation a bad start costs little. */
public final class BatchNormRescue implements Claim {
    private static final int HIDDEN = 6;
    private static final List<Initializer> SCHEMES = List.of(VarianceScaling.HE_NORMAL,
            VarianceScaling.GLOROT_STANDARD, FixedDistribution.SMALL_RANDOM, VarianceScaling.HE_NORMAL.withGain(4));
    private static final List<String> NAMES = List.of("√(2/n)", "standard", "0.01", "4·√(2/n)");
    private static final Trial.Task TASK = Trial.Task.CLUSTERS;

    /** Points that count as little. */
    private static final double LITTLE = 5;

    @Override
    public String id() { return "batch-norm"; }

    @Override
    public String title() { return "Batch normalisation and bad starts"; }

    @Override
    public String sentence() {
        return "Networks with batch normalisation in front of their activations are far more robust to bad"
                + " initialisation.";
    }

    @Override
    public String source() { return "CS231n, Neural networks part 2, Batch normalization; Ioffe and Szegedy 2015"; }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(30, 3000, 10_000);
        int width = setting.pick(16, 64, 100);
        List<Long> seeds = setting.seeds(setting.pick(1, 3, 5));
        Accuracies accuracies = new Accuracies();
        Spread[][] spreads = new Spread[2][SCHEMES.size()];
        for (int normalised = 0; normalised < 2; normalised++) {
            for (int scheme = 0; scheme < SCHEMES.size(); scheme++) {
                Architecture plain =
                        Architecture.of(Activation.RELU, SCHEMES.get(scheme), TASK.widths(HIDDEN, width));
                spreads[normalised][scheme] = accuracies.add(
                        NAMES.get(scheme) + (normalised == 0 ? "" : ", batch normalisation"),
                        new Trial(normalised == 0 ? plain : plain.withBatchNorm(), TASK, steps, 0.03)
                                .accuracies(seeds, setting.execution()));
            }
        }
        double without = cost(spreads[0]);
        double with = cost(spreads[1]);
        Verdict verdict = with <= LITTLE && without > LITTLE ? Verdict.REPRODUCED
                : with < without / 2 ? Verdict.PARTLY : Verdict.NOT;
        String reason =
                Finding.text("The worst start costs %.1f points without batch normalisation and %.1f with it. From "
                        + "a good start: %s without, %s with.", without, with, spreads[0][0], spreads[1][0]);
        String setup = Finding.text(
                "%d hidden layers of %d ReLU units on %s, %,d updates of %d examples, learning rate 0.03, "
                        + "%d seeds. Cost: mean accuracy from √(2/n) less that of the worst start.",
                HIDDEN, width,
                TASK.words(), steps, Trial.BATCH, seeds.size());
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds),
                List.of(accuracies.numbers()), List.of(accuracies.figure(
                        Finding.text("A bad start costs up to %.0f points, with batch normalisation %.0f", without,
                                with),
                        "Test accuracy by first weights.", 100.0 / Clusters.CLASSES)));
    }

    private static double cost(Spread... spreads) {
        double worst = spreads[0].mean();
        for (Spread spread : spreads) worst = Math.min(worst, spread.mean());
        return spreads[0].mean() - worst;
    }
}
