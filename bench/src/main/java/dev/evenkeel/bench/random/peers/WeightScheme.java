package dev.evenkeel.bench.random.peers;

import dev.evenkeel.init.Fans;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.random.Distribution;
import java.util.Locale;

/** Schemes that other libraries have too. */
public enum WeightScheme {
    /** PyTorch: xavier_uniform_. */
    GLOROT_UNIFORM(VarianceScaling.GLOROT_UNIFORM),
    /** PyTorch: xavier_normal_. */
    GLOROT_NORMAL(VarianceScaling.GLOROT_NORMAL),
    /** PyTorch: kaiming_uniform_. */
    HE_UNIFORM(VarianceScaling.HE_UNIFORM),
    /** PyTorch: kaiming_normal_. */
    HE_NORMAL(VarianceScaling.HE_NORMAL),
    /** PyTorch: orthogonal_. */
    ORTHOGONAL(Orthogonal.PLAIN);

    private final Initializer initializer;

    WeightScheme(Initializer initializer) { this.initializer = initializer; }

    /** Ours. */
    public Initializer initializer() { return initializer; }

    /** Whether entries are independent draws from one law. */
    public boolean isIndependent() {
        return initializer instanceof VarianceScaling;
    }

    /** That law. */
    Distribution distribution(Fans fans) { return ((VarianceScaling) initializer).distribution(fans); }

    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
}
