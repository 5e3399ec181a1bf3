package dev.evenkeel.bench.stage;

import java.util.Map;

/** What is done to arrays; two are equal if their parameters are. */
public sealed interface Stage permits ActivationStage, LossStage, UpdateStage {
    /** Class and method of the JMH benchmark. */
    String benchmark();

    /** The words by which it is stored and chosen, by what they tell, in the order in which people read them. */
    Map<String, String> parameters();

    /** The arrays that it has to pass over, at least. */
    Traffic traffic();
}
