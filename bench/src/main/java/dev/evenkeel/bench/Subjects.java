package dev.evenkeel.bench;

import dev.evenkeel.bench.batchnorm.Normalizations;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.dgemm.DoubleProducts;
import dev.evenkeel.bench.gemm.Products;
import dev.evenkeel.bench.random.Fills;
import dev.evenkeel.bench.random.Initializers;
import dev.evenkeel.bench.report.BenchmarkName;
import dev.evenkeel.bench.stage.Stages;
import dev.evenkeel.bench.step.Steps;
import dev.evenkeel.bench.torch.Replays;
import java.util.List;
import java.util.Optional;

/** Everything that the main job measures, in this order. */
public final class Subjects {
    /** What {@code --shapes} and {@code --transposes} mean where nothing else is said. */
    public static final Subject PRODUCTS = new Products();

    /** All of them. */
    public static final List<Subject> ALL =
            List.of(PRODUCTS, new DoubleProducts(), new Fills(), new Initializers(), new Replays(),
                    new Normalizations(),
                    Stages.activations(), Stages.losses(), Stages.optimizers(), new Steps());

    private Subjects() {}

    /**
     * The subject with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Subject get(String name) {
        return ALL.stream().filter(subject -> subject.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("benchmark '" + name + "': expected one of "
                        + ALL.stream().map(Subject::name).toList()));
    }

    /**
     * The cell of a stored figure.
     *
     * @throws IllegalArgumentException if there is no such benchmark, or not with these parameters
     */
    public static Cell cell(BenchmarkName name) {
        return ALL.stream().map(subject -> subject.cell(name.benchmark(), name.parameters())).flatMap(Optional::stream)
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no benchmark '" + name.benchmark() + "'"));
    }
}
