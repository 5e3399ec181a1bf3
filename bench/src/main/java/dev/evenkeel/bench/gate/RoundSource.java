package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.util.List;

/** Where rounds come from. */
interface RoundSource {
    /** The same pairs, in the parts that are measured together. */
    List<List<Gate.Pair>> parts(List<Gate.Pair> pairs);

    /**
     * Measures a round of each pair.
     *
     * @param part of {@link #parts}
     * @param isControl whether the baseline takes the candidate's place as well
     * @param baselineFirst whose turn is first
     * @param taker of each round, as soon as it is complete
     */
    void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker) throws IOException;

    /** Keeps rounds. */
    interface Taker {
        void take(Gate.Pair pair, Round round) throws IOException;
    }
}
