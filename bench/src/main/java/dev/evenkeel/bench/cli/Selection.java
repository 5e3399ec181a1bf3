package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.Subjects;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.report.Floors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which cells and which libraries a run measures. */
final class Selection {
    private static final String ALL = "all";

    @Option(names = "--benchmarks", split = ",", paramLabel = "NAME",
            description = """
                    Of gemm, dgemm, sampling, initializers, replay, batchnorm, activation, loss, optimizer, step, \
                    or all. Default: all; gemm where shapes or variants are chosen.""")
    private List<String> benchmarks;

    @Option(names = "--shapes", split = ",", paramLabel = "SHAPE",
            description = """
                    gemm: sets (headline, squares, training, batches, all) and shapes such as 256 or 32x1000x1000. \
                    Default: headline.
                    dgemm: as gemm, without steps. Default: 64, 256, 1024, 256x256x2000.
                    steps: the three products of training steps, each with its own transposition.
                    random:SEED[:COUNT]: products that nobody chose, 1 to 4096 in each direction, 100 of them, \
                    each with one of the transpositions.
                    sampling, replay: 1000, 64K, 16M; sampling also all. \
                    initializers: outputs x inputs such as 1024x4096.
                    batchnorm: sets (headline, dense, resnet50, channels, all) \
                    and shapes such as 256x1000 or 32x64x3136.
                    activation, loss: sets (headline, all) and shapes such as 128x1000. \
                    optimizer: sets (headline, all) and numbers of weights such as 16M.
                    step: sets (headline, deep, wide, all) and batch:network such as 32:784-4096x2-10.""")
    private List<String> shapes = List.of();

    @Option(names = {"--transposes", "--variants"}, split = ",", paramLabel = "NAME",
            description = """
                    gemm: of NN, TN, NT, TT. Default: NN; of random products all.
                    dgemm: of NN, TN, NT, TT, and AAT, ATA: one triangle of A times its transpose, \
                    or that times A. Default: NN, AAT.
                    sampling: uniform, normal, truncated, with /native, /float64 or /first (a JVM's first fill). \
                    Default: normal.
                    initializers: glorot-uniform, he-normal and others, or all. \
                    replay (PyTorch's numbers): normal, uniform. Default: normal.
                    batchnorm: passes (forward, backward, inference; each also with -relu and -add-relu; \
                    default: those without) and layouts (nc, nchw, nhwc; default: all).
                    activation: functions (tanh, sigmoid, gelu, gelu-tanh, silu, softplus, relu, leaky-relu, \
                    elu, selu, softsign; default: the first three) and passes (value, gradient; default: both), \
                    or all.
                    loss: cross-entropy (value and gradient; the default), cross-entropy-value, or all. \
                    optimizer: adamw, sgd-momentum (the default), adam, or all.
                    step: what follows a hidden layer's product: tanh, relu, batchnorm-tanh, batchnorm-relu. \
                    Default: tanh.""")
    private List<String> variants = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N",
            description = "Default: 1, and 2 if the machine has them.")
    private List<Integer> threads;

    @Option(names = "--libraries", split = ",", paramLabel = "NAME",
            description = """
                    Of those on the class path, or all. \
                    Default: all; with --quick the fastest native ones; with --min-roof those it names.""")
    private List<String> libraries;

    Selection() {}

    /** Whether nothing was left out: the main job. */
    boolean isEverything() {
        return benchmarks == null && shapes.isEmpty() && variants.isEmpty() && threads == null && libraries == null;
    }

    /**
     * Every chosen shape with every variant on every number of threads, by every chosen library that does it; what the
     * floors name if no shape was chosen.
     *
     * @param floors or null
     * @param quick without cells that need a JVM of their own, and without libraries that are never the fastest
     */
    List<Contest> contests(Floors floors, boolean quick) {
        return floors != null && benchmarks == null && shapes.isEmpty() ? contests(floors) : contests(quick);
    }

    private List<Contest> contests(Floors floors) {
        Map<Cell, Set<String>> named = new LinkedHashMap<>();
        for (Floors.Floor floor : floors.floors()) {
            named.computeIfAbsent(Subjects.cell(floor.name()), cell -> new LinkedHashSet<>())
                    .addAll(libraries == null ? List.of(floor.name().library()) : libraries);
        }
        return named.entrySet().stream()
                .map(entry -> new Contest(entry.getKey(), List.copyOf(entry.getValue()))).toList();
    }

    private List<Contest> contests(boolean quick) {
        Set<String> known = new LinkedHashSet<>();
        List<Contest> contests = new ArrayList<>();
        for (Subject subject : subjects()) {
            known.addAll(subject.libraries(false));
            List<String> chosen = libraries == null || libraries.contains(ALL)
                    ? subject.libraries(quick && libraries == null)
                    : libraries;
            for (Cell cell : subject.cells(shapes, variants, threads == null ? defaultThreads() : threads)) {
                List<String> contestants = cell.libraries().stream().filter(chosen::contains).toList();
                if (!(quick && cell.isCold()) && !contestants.isEmpty()) contests.add(new Contest(cell, contestants));
            }
        }
        requireKnown(known);
        return contests;
    }

    private List<Subject> subjects() {
        if (benchmarks == null)
            return shapes.isEmpty() && variants.isEmpty() ? Subjects.ALL : List.of(Subjects.PRODUCTS);
        return benchmarks.contains(ALL) ? Subjects.ALL : benchmarks.stream().map(Subjects::get).toList();
    }

    private void requireKnown(Set<String> known) {
        for (String name : libraries == null ? List.<String>of() : libraries) {
            if (!name.equals(ALL) && !known.contains(name))
                throw new IllegalArgumentException(
                        "library '" + name + "' is not on the class path; there are " + known);
        }
    }

    private static List<Integer> defaultThreads() {
        return Runtime.getRuntime().availableProcessors() > 1 ? List.of(1, 2) : List.of(1);
    }
}
