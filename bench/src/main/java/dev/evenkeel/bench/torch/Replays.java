package dev.evenkeel.bench.torch;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.random.Count;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PyTorch's numbers; variants are calls. */
public final class Replays implements Subject {
    private static final List<String> DEFAULT_SHAPES = List.of("1M", "16M");

    /** Needs nothing. */
    public Replays() {}

    @Override
    public String name() { return "replay"; }

    @Override
    public List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads) {
        if (!threads.contains(1)) return List.of();
        if (shapes.isEmpty() && variants.isEmpty()) return List.of(cell("1M", ReplayCall.NORMAL));
        List<ReplayCall> calls = variants.isEmpty() ? List.of(ReplayCall.NORMAL)
                : variants.stream().map(Replays::call).toList();
        return (shapes.isEmpty() ? DEFAULT_SHAPES : shapes).stream()
                .flatMap(shape -> calls.stream().map(call -> cell(shape, call))).distinct().toList();
    }

    private static Cell cell(String shape, ReplayCall call) { return new ReplayCell(Count.parse(shape), call); }

    private static ReplayCall call(String text) {
        return Arrays.stream(ReplayCall.values()).filter(call -> call.toString().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "call '" + text + "': expected one of " + Arrays.toString(ReplayCall.values())));
    }

    @Override
    public Optional<Cell> cell(String benchmark, Map<String, Object> parameters) {
        if (!benchmark.equals(ReplayCell.DRAW)) return Optional.empty();
        if (!(parameters.get("shape") instanceof String shape) || !(parameters.get("call") instanceof String call))
            throw new IllegalArgumentException(parameters + ": shape and call are needed");
        return Subject.known(cell(shape, call(call)), parameters);
    }

    @Override
    public List<String> libraries(boolean quick) { return List.copyOf(ReplayPeers.load().byName().keySet()); }
}
