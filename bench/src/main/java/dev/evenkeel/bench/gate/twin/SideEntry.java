package dev.evenkeel.bench.gate.twin;

import dev.evenkeel.bench.Subjects;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.internal.kernel.simd.StandIn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What this jar offers to a JVM that compares it with another jar: its package says how it
 * is spoken to. Whoever changes a key, or what one means, counts the version up.
 */
public final class SideEntry implements UnaryOperator<Map<String, Object>> {
    /** Of the keys and their meaning. */
    public static final int VERSION = 1;

    private static final String THREADS = "threads";

    /** Called by whoever loaded this class. */
    public SideEntry() {}

    /**
     * Answers a request.
     *
     * @throws dev.evenkeel.bench.campaign.WrongAnswerException if a result is wrong
     */
    @Override
    public Map<String, Object> apply(Map<String, Object> request) {
        Map<String, String> parameters = strings(request.get("parameters"));
        String library = parameters.remove("library");
        String benchmark = String.valueOf(request.get("benchmark"));
        if (library == null || !PeerCatalog.isOurs(library)) {
            return Map.of("declined", "another library, " + library);
        }
        Optional<Cell> found = cell(benchmark, parameters);
        if (found.isEmpty()) return Map.of("declined", "no benchmark " + benchmark + " with " + parameters);
        if (found.get().isCold()) return Map.of("declined", "the first call of a JVM in " + benchmark);
        return request.containsKey("memory") ? start(found.get(), library, memory(request.get("memory"))) : Map.of();
    }

    private static Map<String, Object> start(Cell cell, String library, Map<String, Object> memory) {
        Trial trial = cell.start(library, Buffers.sharing(memory));
        LongUnaryOperator run = calls -> {
            long start = System.nanoTime();
            for (long i = 0; i < calls; i++) trial.run();
            return System.nanoTime() - start;
        };
        IntSupplier standIns = StandIn::count;
        Supplier<String> codePath = trial::codePath;
        Runnable close = trial::close;
        return Map.of("run", run, "standIns", standIns, "codePath", codePath, "close", close);
    }

    private static Optional<Cell> cell(String benchmark, Map<String, String> parameters) {
        try {
            Map<String, Object> named = new LinkedHashMap<>(parameters);
            named.computeIfPresent(THREADS, (name, text) -> Integer.valueOf((String) text));
            return Subjects.ALL.stream().map(subject -> subject.cell(benchmark, named)).flatMap(Optional::stream)
                    .findFirst();
        } catch (IllegalArgumentException otherParameters) {
            return Optional.empty();
        }
    }

    private static Map<String, String> strings(Object map) {
        Map<String, String> strings = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((name, value) -> strings.put((String) name, (String) value));
        return strings;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> memory(Object map) {
        return (Map<String, Object>) map;
    }
}
