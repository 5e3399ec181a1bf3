package dev.evenkeel.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Few combinations of factors such that every pair of levels of every two factors occurs: most faults need no more than
 * two things to come together (Kuhn, Wallace, Gallo, Software Fault Interactions and Implications for Software Testing,
 * IEEE TSE 30(6), 2004).
 */
public final class PairwiseGrid {
    private final int[] levels;
    private final SplittableRandom random;
    private final BitSet[][] missing;

    private PairwiseGrid(int[] levels, long seed) {
        this.levels = levels;
        this.random = new SplittableRandom(seed);
        this.missing = new BitSet[levels.length][levels.length];
        for (int f = 0; f < levels.length; f++) {
            for (int g = f + 1; g < levels.length; g++) {
                missing[f][g] = new BitSet();
                missing[f][g].set(0, levels[f] * levels[g]);
            }
        }
    }

    /** One level, from 0, of each factor per combination. */
    public static List<int[]> combinations(long seed, int... levels) {
        PairwiseGrid grid = new PairwiseGrid(levels, seed);
        List<int[]> combinations = new ArrayList<>();
        for (int f = 0; f < levels.length; f++) {
            for (int g = f + 1; g < levels.length; g++) {
                while (!grid.missing[f][g].isEmpty()) {
                    combinations.add(grid.combination(f, g));
                }
            }
        }
        return combinations;
    }

    private int[] combination(int f, int g) {
        int[] chosen = new int[levels.length];
        Arrays.fill(chosen, -1);
        int pair = missing[f][g].nextSetBit(0);
        choose(chosen, f, pair / levels[g]);
        choose(chosen, g, pair % levels[g]);
        for (int factor = 0; factor < levels.length; factor++) {
            if (chosen[factor] < 0) {
                choose(chosen, factor, mostMissed(chosen, factor));
            }
        }
        return chosen;
    }

    private int mostMissed(int[] chosen, int factor) {
        int start = random.nextInt(levels[factor]);
        int best = start;
        int most = -1;
        for (int k = 0; k < levels[factor]; k++) {
            int level = (start + k) % levels[factor];
            int count = 0;
            for (int other = 0; other < levels.length; other++) {
                if (chosen[other] >= 0 && isMissing(factor, level, other, chosen[other])) {
                    count++;
                }
            }
            if (count > most) {
                most = count;
                best = level;
            }
        }
        return best;
    }

    private boolean isMissing(int factor, int level, int other, int otherLevel) {
        return factor < other
                ? missing[factor][other].get(level * levels[other] + otherLevel)
                : missing[other][factor].get(otherLevel * levels[factor] + level);
    }

    private void choose(int[] chosen, int factor, int level) {
        for (int other = 0; other < levels.length; other++) {
            if (chosen[other] >= 0 && other < factor) {
                missing[other][factor].clear(chosen[other] * levels[factor] + level);
            } else if (chosen[other] >= 0) {
                missing[factor][other].clear(level * levels[other] + chosen[other]);
            }
        }
        chosen[factor] = level;
    }
}
