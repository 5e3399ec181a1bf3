package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.gate.twin.SideJar;
import dev.evenkeel.bench.gate.twin.TwinFigures;
import dev.evenkeel.bench.gate.twin.TwinFork;
import dev.evenkeel.bench.gate.twin.TwinTask;
import dev.evenkeel.bench.launch.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One JVM with both jars, for each method of our own benchmarks; what a jar does not offer is left to others.
 *
 * @param baseline old jar
 * @param candidate new jar
 * @param obstacles why pairs are left to others, one sentence each; those found on the way are added
 * @param jvm that measures
 * @param others for those pairs
 */
record TwinRounds(Path baseline, Path candidate, Map<Gate.Pair, String> obstacles, Jvm jvm, RoundSource others)
        implements
        RoundSource {
    /** The unit of figures of this form. */
    static final String UNIT = "twin ns/op";

    /** JVMs whose figures were not steady, before such figures are taken all the same: ranks bear a wild one. */
    private static final int ATTEMPTS = 3;

    private static final String ALLOCATES = "calls that allocate too much for compiled vector code";

    TwinRounds {
        obstacles = new LinkedHashMap<>(obstacles);
    }

    /** Starts a JVM. */
    interface Jvm {
        /** Hands over each line that the JVM prints. */
        void run(TwinTask task, JavaProcess.Lines lines) throws IOException;
    }

    /** Asks both jars. */
    static Map<Gate.Pair, String> obstacles(List<Gate.Pair> pairs, Path baseline, Path candidate) throws IOException {
        Map<Gate.Pair, String> obstacles = new LinkedHashMap<>();
        try (SideJar before = SideJar.open(baseline); SideJar after = SideJar.open(candidate)) {
            for (Gate.Pair pair : pairs) {
                String benchmark = pair.candidate().shortName();
                before.obstacle(benchmark, pair.baseline().parameters())
                        .map(reason -> "the baseline has " + reason)
                        .or(() -> after.obstacle(benchmark, pair.candidate().parameters())
                                .map(reason -> "the candidate has " + reason))
                        .ifPresent(reason -> obstacles.put(pair, reason));
            }
        }
        return obstacles;
    }

    @Override
    public List<List<Gate.Pair>> parts(List<Gate.Pair> pairs) {
        List<List<Gate.Pair>> parts = new ArrayList<>(pairs.stream().filter(pair -> !obstacles.containsKey(pair))
                .collect(Collectors.groupingBy(pair -> pair.candidate().shortName(), LinkedHashMap::new,
                        Collectors.toList()))
                .values());
        parts.addAll(others.parts(pairs.stream().filter(obstacles::containsKey).toList()));
        return parts;
    }

    @Override
    public void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker)
            throws IOException {
        if (obstacles.containsKey(part.getFirst())) {
            others.measure(part, isControl, baselineFirst, taker);
            return;
        }
        List<Gate.Pair> left = part;
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            left = attempt(left, isControl, baselineFirst, taker, attempt == ATTEMPTS);
        }
        List<Gate.Pair> forked = part.stream().filter(obstacles::containsKey).toList();
        for (List<Gate.Pair> some : others.parts(forked)) others.measure(some, isControl, baselineFirst, taker);
    }

    /** Returns the pairs whose figures were not steady, unless any figures will do. */
    private List<Gate.Pair> attempt(List<Gate.Pair> pairs, boolean isControl, boolean baselineFirst, Taker taker,
            boolean isLast) throws IOException {
        TwinTask task = new TwinTask(baseline, isControl ? baseline : candidate, baselineFirst,
                pairs.stream().map(pair -> new TwinTask.Work(pair.candidate().shortName(),
                        pair.candidate().parameters())).toList());
        List<Gate.Pair> left = new ArrayList<>(pairs);
        List<Gate.Pair> silent = new ArrayList<>(pairs);
        jvm.run(task, line -> {
            if (!TwinFork.isResult(line)) return;
            Gate.Pair pair = pairs.get(TwinFork.number(line));
            TwinFigures figures = TwinFork.figures(line);
            silent.remove(pair);
            if (figures.allocatesMuch()) {
                obstacles.put(pair, ALLOCATES);
                left.remove(pair);
                return;
            }
            if (!figures.isSteady() && !isLast) return;
            left.remove(pair);
            taker.take(pair, round(figures, baselineFirst));
        });
        if (!silent.isEmpty()) throw new MeasurementException("no result of " + silent, null);
        return left;
    }

    private static Round round(TwinFigures figures, boolean baselineFirst) {
        return new Round(baselineFirst,
                new ForkResult(figures.baselineNanos(), UNIT, figures.baselineBytes()),
                new ForkResult(figures.baselineNanos() * figures.ratio(), UNIT, figures.candidateBytes()));
    }
}
