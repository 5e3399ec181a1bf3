package dev.evenkeel.bench.stage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An activation function, or the way back through it, on a matrix. */
public record ActivationStage(ActivationFunction function, Pass pass) implements Stage {
    static final String COMPUTE = "ActivationBenchmark.compute";

    /** The direction. */
    public enum Pass {
        /** y = f(x). */
        VALUE,
        /** dx = dy·f′, from x or y, whichever suits the library. */
        GRADIENT
    }

    /** Every function in both directions. */
    static List<Stage> all() {
        return Arrays.stream(ActivationFunction.values())
                .<Stage>flatMap(function -> Arrays.stream(Pass.values())
                        .map(pass -> new ActivationStage(function, pass)))
                .toList();
    }

    @Override
    public String benchmark() { return COMPUTE; }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("function", function.name());
        parameters.put("pass", pass.name());
        return parameters;
    }

    @Override
    public Traffic traffic() { return isGradient() ? new Traffic(2, 1, 0) : new Traffic(1, 1, 0); }

    /** Whether it is the way back. */
    public boolean isGradient() { return pass == Pass.GRADIENT; }
}
