package dev.evenkeel.bench.variance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
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

    /** Both tables. */
    public String text() {
        StringBuilder text = new StringBuilder(VarianceFinding.header()).append('\n');
        for (VarianceFinding finding : findings) text.append(finding.line()).append('\n');
        text.append(String.format(Locale.ROOT,
                "z: distance in standard errors; beyond %.2f is wrong (false alarm %.0e a run, a 1 %% error is seen with 0.999)%n%n",
                VarianceGate.forChecks(2 * findings.size()).limit(), VarianceGate.FALSE_ALARM));
        text.append(String.format(Locale.ROOT, "%-16s %-18s %40s   %40s%n", "activation", "scheme",
                "mean square of the signal after layers",
                "of the gradient before layers"));
        text.append(String.format(Locale.ROOT, "%-16s %-18s %10d%10d%10d%10d   %10d%10d%10d%10d%n", "", "", 1, 10, 25,
                SignalPropagation.DEPTH,
                SignalPropagation.DEPTH, 25, 10, 1));
        for (SignalPropagation run : propagation) {
            double[] f = run.forward();
            double[] b = run.backward();
            text.append(String.format(Locale.ROOT, "%-16s %-18s %10.2e%10.2e%10.2e%10.2e   %10.2e%10.2e%10.2e%10.2e%n",
                    run.activation(), run.scheme(), f[1],
                    f[10], f[25], f[50], b[49], b[24], b[9], b[0]));
        }
        return text.toString();
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
