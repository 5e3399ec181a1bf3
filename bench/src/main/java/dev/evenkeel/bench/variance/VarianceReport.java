package dev.evenkeel.bench.variance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.report.Wrapped;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The whole variance check.
 *
 * @param seed of all streams
 * @param kernels that filled
 * @param findings by scheme and layer
 * @param propagation by scheme and activation
 */
public record VarianceReport(long seed, String kernels, List<VarianceFinding> findings,
        List<SignalPropagation> propagation) {
    private static final List<Initializer> PROPAGATED =
            List.of(FixedDistribution.SMALL_RANDOM, VarianceScaling.GLOROT_STANDARD, VarianceScaling.GLOROT_UNIFORM,
                    VarianceScaling.GLOROT_NORMAL, VarianceScaling.LECUN_NORMAL, VarianceScaling.HE_NORMAL,
                    VarianceScaling.HE_UNIFORM, Sparse.MARTENS,
                    Orthogonal.PLAIN);
    private static final List<Activation> ACTIVATIONS =
            List.of(Activation.IDENTITY, Activation.TANH, Activation.SOFTSIGN, Activation.SIGMOID, Activation.RELU,
                    Activation.leakyRelu(0.1f));

    /** Fills, measures and propagates. */
    public static VarianceReport make(long seed, Execution execution) {
        RandomStream.Seed streams = RandomStream.philox(seed);
        List<SignalPropagation> propagation = new ArrayList<>();
        for (Activation activation : ACTIVATIONS) {
            for (Initializer scheme : PROPAGATED)
                propagation.add(SignalPropagation.of(scheme, activation, streams, execution));
        }
        return new VarianceReport(seed, execution.kernels(),
                new VarianceCheck(streams, execution).run(Initializers.all()), propagation);
    }

    /** Whether every scheme keeps its promise. */
    public boolean passed() {
        return findings.stream().allMatch(VarianceFinding::passed);
    }

    /**
     * Both tables.
     *
     * @param width columns that a line may have
     */
    public String text(int width) {
        StringBuilder text = new StringBuilder(VarianceFinding.header(width)).append('\n');
        for (VarianceFinding finding : findings) text.append(finding.line(width)).append('\n');
        text.append(Wrapped.text(String.format(Locale.ROOT,
                "z: distance in standard errors; beyond %.2f is wrong (false alarm %.0e a run, a 1 %% error is seen with 0.999)",
                VarianceGate.forChecks(2 * findings.size()).limit(), VarianceGate.FALSE_ALARM), width)).append("\n\n");
        text.append("mean square of the signal after layers\n").append(propagation(true));
        return text.append("\nmean square of the gradient before layers\n").append(propagation(false)).toString();
    }

    private String propagation(boolean forward) {
        int[] layers = forward ? new int[] {1, 10, 25, SignalPropagation.DEPTH}
                : new int[] {SignalPropagation.DEPTH, 25, 10, 1};
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-16s %-18s", "activation", "scheme"));
        for (int layer : layers) text.append(String.format(Locale.ROOT, "%10d", layer));
        for (SignalPropagation run : propagation) {
            text.append(String.format(Locale.ROOT, "%n%-16s %-18s", run.activation(), run.scheme()));
            for (int layer : layers) {
                double square = forward ? run.forward()[layer] : run.backward()[layer - 1];
                text.append(String.format(Locale.ROOT, "%10.2e", square));
            }
        }
        return text.append('\n').toString();
    }

    /** How many checks pass, and which do not. */
    public String verdict() {
        List<String> wrong = findings.stream().filter(finding -> !finding.passed())
                .map(finding -> finding.scheme() + " (" + finding.layerName() + ")").toList();
        return findings.size() - wrong.size() + " of " + findings.size() + " checks pass"
                + (wrong.isEmpty() ? "" : "; WRONG: " + String.join(", ", wrong));
    }

    /** Writes {@code variance.json}. */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("variance.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
        return file;
    }

    /** Writes PNG files: histograms of samples against densities, and the propagation of variances. */
    public List<Path> plot(Path directory, Execution execution) throws IOException {
        return VariancePlots.write(this, directory, execution);
    }
}
