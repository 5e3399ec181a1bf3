package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.init.VarianceScaling;
import java.util.List;

/** Whether small biases help rectifiers, which the source doubts. */
public final class ReluBias implements Claim {
    private static final float[] BIASES = {0, 0.01f, 0.1f};
    private static final Trial.Task TASK = Trial.Task.SHAPESET;
    private static final int HIDDEN = 3;

    /** Standard errors of a difference of means that count as a difference. */
    private static final double LIMIT = 3;

    @Override
    public String id() { return "relu-bias"; }

    @Override
    public String title() { return "Biases of 0.01 for ReLU"; }

    @Override
    public String sentence() {
        return "Some like to start ReLU units with biases of 0.01, so that all fire at first; it is not clear that this"
                + " gives a consistent improvement, and zero is usual.";
    }

    @Override
    public String source() { return "CS231n, Neural networks part 2, Initializing the biases"; }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(20, 3000, 30_000);
        int width = setting.pick(16, 100, 200);
        List<Long> seeds = setting.seeds(setting.pick(2, 5, 5));
        Accuracies accuracies = new Accuracies();
        Spread[] spreads = new Spread[BIASES.length];
        for (int i = 0; i < BIASES.length; i++) {
            Architecture architecture =
                    Architecture.of(Activation.RELU, VarianceScaling.HE_NORMAL, TASK.widths(HIDDEN, width))
                            .withBias(BIASES[i]);
            spreads[i] = accuracies.add(Finding.text("bias %s", BIASES[i]),
                    new Trial(architecture, TASK, steps, 0.05).accuracies(seeds, setting.execution()));
        }
        double error = Math.sqrt((spreads[0].deviation() * spreads[0].deviation()
                + spreads[1].deviation() * spreads[1].deviation()) / seeds.size());
        double gain = spreads[1].mean() - spreads[0].mean();
        Verdict verdict = Math.abs(gain) <= LIMIT * error ? Verdict.REPRODUCED : Verdict.NOT;
        String reason = Finding.text(
                "Bias 0: %s, 0.01: %s, 0.1: %s. The gain of 0.01 is %.2f points with a standard error of "
                        + "%.2f%s.",
                spreads[0], spreads[1], spreads[2], gain, error,
                verdict == Verdict.REPRODUCED ? ": the doubt is justified" : ": it is a difference");
        String setup = Finding.text(
                "%d hidden layers of %d ReLU units with √(2/n) on %s, %,d updates of %d examples, learning"
                        + " rate 0.05, %d seeds, which both share.",
                HIDDEN, width, TASK.words(), steps, Trial.BATCH,
                seeds.size());
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds),
                List.of(accuracies.numbers()), List.of(accuracies.figure(
                        "A bias of 0.01 makes "
                                + (verdict == Verdict.REPRODUCED ? "no difference that shows" : "a difference"),
                        "Test accuracy by the first value of all biases.", 100 / 6.0)));
    }
}
