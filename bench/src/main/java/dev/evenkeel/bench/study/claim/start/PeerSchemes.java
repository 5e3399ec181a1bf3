package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.torch.TorchReplay;
import java.util.ArrayList;
import java.util.List;

/** Who writes under a scheme's name what its paper says. PyTorch's numbers are drawn, the others' code was read. */
public final class PeerSchemes implements Claim {
    /** What is left of a promise by chance, in the square of a drawn matrix. */
    private static final double TOLERANCE = 0.02;

    private static final String TORCH = "PyTorch 2, replayed to the bit";

    /** Fills a matrix of outputs × inputs. */
    private interface Draw {
        void fill(TorchReplay torch, Matrix matrix, Fans fans);
    }

    @Override
    public String id() { return "peers"; }

    @Override
    public String title() { return "The same names in other libraries"; }

    @Override
    public String sentence() {
        return "A library's initialiser called after Glorot, He or LeCun draws weights with the variance of that paper:"
                + " 2/(in + out), 2/in, 1/in.";
    }

    @Override
    public String source() { return "what users of DJL, DL4J, Keras and PyTorch rely on"; }

    @Override
    public Finding examine(Setting setting) {
        int in = setting.pick(120, 600, 600);
        Fans fans = Fans.dense(in, in * 2);
        Numbers numbers = Numbers.of("peers", "library", "name", "promise", "variance / promise", "how it is known");
        List<String> broken = new ArrayList<>();
        drawn(numbers, fans, setting, "xavier_uniform_", "2/(in + out)", 2.0 / (3 * in),
                (torch, matrix, its) -> torch.xavierUniform(matrix, its, 1));
        drawn(numbers, fans, setting, "xavier_normal_", "2/(in + out)", 2.0 / (3 * in),
                (torch, matrix, its) -> torch.xavierNormal(matrix, its, 1));
        drawn(numbers, fans, setting, "kaiming_normal_", "2/in", 2.0 / in, (torch, matrix, its) -> torch
                .kaimingNormal(matrix, its, FanMode.IN, Activation.RELU.gain()));
        drawn(numbers, fans, setting, "nn.Linear's own, kaiming_uniform_ with a = √5", "2/in", 2.0 / in,
                (torch, matrix, its) -> torch.kaimingUniform(matrix, its, FanMode.IN,
                        TorchReplay.leakyReluGain(Math.sqrt(5))));
        for (Peers peer : Peers.all())
            numbers.add(peer.library(), peer.name(), peer.promise(),
                    peer.written().applyAsDouble(fans) / peer.target().applyAsDouble(fans), peer.place());
        for (List<Object> row : numbers.rows()) {
            if (Math.abs((double) row.get(3) - 1) > TOLERANCE)
                broken.add(row.get(0).toString().split("[ ,]")[0] + " " + row.get(1));
        }
        int kept = numbers.rows().size() - broken.size();
        Verdict verdict = broken.isEmpty() ? Verdict.REPRODUCED : Verdict.PARTLY;
        String reason = kept + " of " + numbers.rows().size() + " have it. Not: " + String.join("; ", broken)
                + ". PyTorch documents both of its own: a bound of 1/√in, and a deviation before the cut.";
        String setup = "A layer of " + in + " inputs and " + 2 * in + " outputs. PyTorch's weights are drawn by this "
                + "library's replay of its generator, and measured; of the others the published code was read, as"
                + " cited: nothing of theirs was run.";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, setting.seeds(1)), List.of(numbers),
                List.of(figure(numbers)));
    }

    private static void drawn(Numbers numbers, Fans fans, Setting setting, String name, String promise, double target,
            Draw draw) {
        Matrix matrix = Matrix.allocate((int) fans.out(), (int) fans.in());
        draw.fill(TorchReplay.manualSeed(setting.seed(), setting.execution()), matrix, fans);
        numbers.add(TORCH, name, promise, Statistics.of(matrix).meanSquare() / target, "drawn and measured");
    }

    private static long kept(Numbers numbers) {
        return numbers.rows().stream().filter(row -> Math.abs((double) row.get(3) - 1) <= TOLERANCE).count();
    }

    private static Section.Figure figure(Numbers numbers) {
        List<Chart.Row> rows = new ArrayList<>();
        List<Chart.Point> points = new ArrayList<>();
        for (List<Object> row : numbers.rows()) {
            double ratio = (double) row.get(3);
            points.add(new Chart.Point(ratio, rows.size(), null,
                    Finding.text("%s: %.3f times %s; %s", row.get(1), ratio, row.get(2), row.get(4))));
            rows.add(new Chart.Row(row.get(0).toString().split("[ ,]")[0] + " " + row.get(1),
                    Finding.text("%.2f", ratio), null));
        }
        return new Section.Figure(
                Finding.text("%d of %d names stand for the variance of their paper", kept(numbers), rows.size()),
                "Variance of a weight over that of the paper that gives the scheme its name.",
                Chart.rows(new Chart.Axis("variance / promise", Chart.Scale.LOG2), rows,
                        List.of(new Chart.Series("variance", Style.number(0), Chart.Role.DOTS, points)), 1.0),
                Figures.table(numbers), true);
    }
}
