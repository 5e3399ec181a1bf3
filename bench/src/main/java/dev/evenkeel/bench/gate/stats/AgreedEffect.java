package dev.evenkeel.bench.gate.stats;

import java.util.List;

/**
 * What several rulers agree on. Something differs only if it does by each of them, in one direction, and is within a
 * margin only if it is by each: the level of the whole is that of a single test (Berger, Multiparameter hypothesis
 * testing and acceptance sampling, Technometrics 24, 1982).
 *
 * @param effects of the same figures by each ruler, one at least
 */
public record AgreedEffect(List<Effect> effects) implements Effect {
    /** The one that is nearest to 0; 0 if they disagree about the direction. */
    @Override
    public double estimate() {
        double least = effects.getFirst().estimate();
        for (Effect effect : effects) {
            double estimate = effect.estimate();
            if (Math.signum(estimate) != Math.signum(least)) return 0;
            if (Math.abs(estimate) < Math.abs(least)) least = estimate;
        }
        return least;
    }

    @Override
    public double pValue() {
        if (estimate() == 0) return 1;
        return effects.stream().mapToDouble(Effect::pValue).max().orElseThrow();
    }

    @Override
    public double lower(double alpha) {
        return effects.stream().mapToDouble(effect -> effect.lower(alpha)).min().orElseThrow();
    }

    @Override
    public double upper(double alpha) {
        return effects.stream().mapToDouble(effect -> effect.upper(alpha)).max().orElseThrow();
    }
}
