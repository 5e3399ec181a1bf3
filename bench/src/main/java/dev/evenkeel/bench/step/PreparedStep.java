package dev.evenkeel.bench.step;

import dev.evenkeel.bench.campaign.Trial;
import java.util.List;

/** Each run is one more step on the same batch, from the parameters that the last one left. */
public interface PreparedStep extends Trial {
    /** The mean loss of the last step, before its update. */
    double loss();

    /** The parameters in the order of {@link StepData#parameters}, now. */
    List<float[]> parameters();
}
